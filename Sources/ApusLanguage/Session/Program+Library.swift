import ApusNN
import ApusSyntax
import ApusText

extension Program {
  /// What has been read of the library: layers, optimisers and their kin.
  struct LibraryRead {
    /// Its names, which only its own files see as they are: a cell may give them another meaning.
    var names = Names()
    var files: Set<Int> = []
  }

  /// Reads the files of the library that declare names which a text uses, and whatever these use.
  ///
  /// What has been checked goes to `install`, before anything that uses it.
  mutating func readLibrary<Failure>(
    for text: SourceText, prelude: Prelude, install: (Checker) throws(Failure) -> Void
  ) throws(Failure) {
    guard library.files.count < LibraryFile.all.count else { return }
    for file in Self.files(namedIn: text, by: LibraryFile.exported) {
      try read(file, prelude, install)
    }
  }

  /// Puts the library's names, which a cell may have declared anew, in the place of the cell's, for
  /// a text of the library that is checked once more; and back.
  mutating func swapNames() {
    (names, library.names) = (library.names, names)
  }

  private mutating func read<Failure>(
    _ index: Int, _ prelude: Prelude, _ install: (Checker) throws(Failure) -> Void
  ) throws(Failure) {
    guard library.files.insert(index).inserted else { return }
    let file = LibraryFile.all[index]
    let text = SourceText(file.text, name: file.name, isLibrary: true)
    for other in Self.files(namedIn: text, by: LibraryFile.index) {
      try read(other, prelude, install)
    }
    let names = names
    self.names = library.names
    let checker = Checker(text, program: self, prelude: prelude)
    checker.checkCell(Parser.parse(text, operators: .standard))
    try install(checker)
    self = checker.program
    library.names = self.names
    self.names = names
    for name in file.exported where names[name] == nil {
      self.names[name] = library.names[name]
    }
  }

  /// The files that declare what a text may name.
  static func files(namedIn text: SourceText, by index: [String: Int]) -> [Int] {
    var files: [Int] = []
    var start: Int?
    func end(at offset: Int) {
      guard let first = start else { return }
      start = nil
      let word = String(decoding: text.bytes[first..<offset], as: UTF8.self)
      if let file = index[word], !files.contains(file) { files.append(file) }
    }
    var isComment = false
    for (offset, byte) in text.bytes.enumerated() {
      if isComment {
        isComment = byte != UInt8(ascii: "\n")
        continue
      }
      switch byte {
      case UInt8(ascii: "/") where offset > 0 && text.bytes[offset - 1] == byte: isComment = true
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
        if start == nil { start = offset }
      default: end(at: offset)
      }
    }
    end(at: text.bytes.count)
    return files
  }
}
