extension LanguageForm {
  static let types: [LanguageForm] = [
    LanguageForm(
      "Structures", "struct", "self", "init", "mutating", "nonmutating",
      text: """
        A type with stored properties, methods and computed properties. It is a value: a copy changes
        alone. A method that changes it is `mutating`. Initialisers come by themselves or are written.
        """,
      example: """
        struct Point {
          var x = 0.0
          var y: Double
          var length: Double { (x * x + y * y).squareRoot() }
          mutating func scale(by factor: Double) {
            x *= factor
            y *= factor
          }
        }

        var point = Point(x: 3, y: 4)
        point.scale(by: 2)
        point.length
        """),
    LanguageForm(
      "Classes", "class", "super", "deinit", "override", "final", "convenience", "required", "weak",
      "unowned",
      text: """
        Instances are shared: a change is seen through every name. A class may inherit from another
        and `override` its methods.
        """,
      example: """
        class Animal {
          let name: String
          init(name: String) { self.name = name }
          func sound() -> String { "…" }
        }

        class Cat: Animal {
          override func sound() -> String { "\\(name) says meow" }
        }

        Cat(name: "Tom").sound()
        """),
    LanguageForm(
      "Enumerations", "enum", "indirect",
      text:
        "One of several cases, each with values of its own where it needs them, or a raw value.",
      example: """
        enum Token {
          case number(Double)
          case word(String)
        }
        enum Split: String, CaseIterable { case train, test }

        for token in [Token.number(2), .word("two")] {
          switch token {
          case .number(let value): print("number", value)
          case .word(let text): print("word", text)
          }
        }
        print(Split.allCases.map(\\.rawValue), Split(rawValue: "test") == .test)
        """),
    LanguageForm(
      "Members of the type", "static",
      text: "`static` members belong to the type itself.",
      example: """
        struct Temperature {
          static let freezing = Temperature(celsius: 0)
          var celsius: Double
        }

        Temperature.freezing.celsius
        """),
    LanguageForm(
      "Observers and late values", "get", "set", "willSet", "didSet", "lazy",
      text: """
        `didSet` and `willSet` run when a stored property changes; a `lazy` one is made when it is
        first read; `get` and `set` compute.
        """,
      example: """
        struct Thermostat {
          var target = 20 { didSet { print("from \\(oldValue) to \\(target)") } }
          var fahrenheit: Int {
            get { target * 9 / 5 + 32 }
            set { target = (newValue - 32) * 5 / 9 }
          }
        }

        var thermostat = Thermostat()
        thermostat.fahrenheit = 77
        """),
    LanguageForm(
      "Subscripts and calls", "subscript",
      text: "A type may have a `subscript`, and `callAsFunction`, by which an instance is called.",
      example: """
        struct Polynomial {
          var coefficients: [Double]
          subscript(power: Int) -> Double { coefficients[power] }
          func callAsFunction(_ x: Double) -> Double {
            coefficients.reversed().reduce(0) { $0 * x + $1 }
          }
        }

        let cubic = Polynomial(coefficients: [1, 0, 0, 2])
        print(cubic(3), cubic[3])
        """),
    LanguageForm(
      "Operators of a type", "operator", "precedencegroup", "infix", "prefix", "postfix",
      text: "An operator is a static function with the operator's name.",
      example: """
        struct Vector2 {
          var x, y: Int
          static func + (a: Vector2, b: Vector2) -> Vector2 { Vector2(x: a.x + b.x, y: a.y + b.y) }
        }

        (Vector2(x: 1, y: 2) + Vector2(x: 3, y: 4)).y
        """),
    LanguageForm(
      "Extensions", "extension",
      text: "Adds methods and computed properties to a type, its own or a given one.",
      example: """
        extension Int {
          var isPrime: Bool { self > 1 && !(2..<self).contains { self % $0 == 0 } }
        }

        (1...20).filter(\\.isPrime)
        """),
    LanguageForm(
      "Access", "private", "fileprivate", "internal", "public", "open", "package", "dynamic",
      "isolated", "nonisolated", "optional",
      text: "Words about access are accepted and change nothing, since a notebook is one place.",
      example: """
        public struct Account { private(set) var balance = 10 }

        Account().balance
        """),
  ]

  static let protocols: [LanguageForm] = [
    LanguageForm(
      "Protocols", "protocol", "Self", "associatedtype", "any",
      text: """
        What a type has to have. An extension of a protocol gives all of its types more. A protocol
        is a type of its own: `any Shape`.
        """,
      example: """
        protocol Shape {
          var area: Double { get }
        }
        extension Shape {
          func isLarger(than other: any Shape) -> Bool { area > other.area }
        }
        struct Square: Shape {
          var side: Double
          var area: Double { side * side }
        }
        struct Disc: Shape {
          var radius: Double
          var area: Double { Double.pi * radius * radius }
        }

        let shapes: [any Shape] = [Square(side: 2), Disc(radius: 1)]
        print(shapes.map(\\.area), shapes[0].isLarger(than: shapes[1]))
        """),
    LanguageForm(
      "Generics", "some",
      text:
        "A function or a type that works for many types, those that conform to what it asks for.",
      example: """
        func largest<T: Comparable>(_ items: [T]) -> T? {
          var best = items.first
          for item in items {
            if let b = best, item > b { best = item }
          }
          return best
        }
        struct Stack<Element> {
          var items: [Element] = []
          mutating func push(_ item: Element) { items.append(item) }
          mutating func pop() -> Element? { items.popLast() }
        }

        var pile = Stack<String>()
        pile.push("a")
        print(largest([3, 9, 4]) ?? 0, pile.pop() ?? "empty")
        """),
  ]
}
