extension LibraryRow {
  static let keyPaths = [
    LibraryRow(
      "KeyPath", "WritableKeyPath", "ReferenceWritableKeyPath",
      summary: "The way from a value to one of its properties.",
      example: """
        struct Point { var x = 1.0 }
        let path = \\Point.x
        var point = Point()
        point[keyPath: path] = 3
        print(point[keyPath: path])
        """,
      declaration: """
        class KeyPath<Root, Value>: CustomStringConvertible {
          let description: String
          let _read: (Root) -> Value
          init(_ text: String, read: @escaping (Root) -> Value) {
            description = text
            _read = read
          }
        }

        class WritableKeyPath<Root, Value>: KeyPath<Root, Value> {
          let _write: (inout Root, Value) -> Void
          init(
            _ text: String, read: @escaping (Root) -> Value,
            write: @escaping (inout Root, Value) -> Void
          ) {
            _write = write
            super.init(text, read: read)
          }
        }

        class ReferenceWritableKeyPath<Root, Value>: WritableKeyPath<Root, Value> {}
        """)
  ]
}
