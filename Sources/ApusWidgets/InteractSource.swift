/// The text of `interact` and `control` in our own language.
///
/// What may be given for an argument are ranges, truth values and lists of texts, each with its type,
/// and one function for each way to put up to three of them together.
package enum InteractSource {
  /// A type that an argument is given as, the type of its values, and what makes its control.
  ///
  /// Inside the file each function has a name of its own: it is read without a choice to be made.
  private typealias Kind = (given: String, value: String, maker: String)

  private static let kinds: [Kind] = [
    ("ClosedRange<Int>", "Int", "wholeControl"),
    ("ClosedRange<Double>", "Double", "fractionControl"), ("Bool", "Bool", "truthControl"),
    ("[String]", "String", "optionControl"),
  ]

  /// What the file declares for programs.
  package static let names = ["control", "interact"]

  package static var text: String {
    ([controls, start, label] + (1...3).map(open) + single + (2...3).flatMap(closed))
      .joined(separator: "\n\n") + "\n"
  }

  private static let controls = """
    /// A slider over a range of whole numbers, for an argument of `interact`.
    public func control(
      _ range: ClosedRange<Int>, step: Int = 1, value: Int? = nil, label: String = ""
    ) -> Control<Int> {
      wholeControl(range, step, value, label)
    }

    /// A slider over a range of numbers, for an argument of `interact`; without a step it has a
    /// hundred of them.
    public func control(
      _ range: ClosedRange<Double>, step: Double? = nil, value: Double? = nil, label: String = ""
    ) -> Control<Double> {
      fractionControl(range, step, value, label)
    }

    /// A box to be ticked, for an argument of `interact`.
    public func control(_ value: Bool, label: String = "") -> Control<Bool> {
      truthControl(value, label)
    }

    /// A choice of one option, for an argument of `interact`.
    public func control(
      _ options: [String], value: String = "", label: String = ""
    ) -> Control<String> {
      optionControl(options, value, label)
    }

    func wholeControl(
      _ range: ClosedRange<Int>, _ step: Int, _ value: Int?, _ label: String
    ) -> Control<Int> {
      let middle = (range.upperBound - range.lowerBound) / 2 / step * step
      return IntSlider(
        value: value ?? range.lowerBound + middle, min: range.lowerBound, max: range.upperBound,
        step: step, label: label
      ).asControl
    }

    func fractionControl(
      _ range: ClosedRange<Double>, _ step: Double?, _ value: Double?, _ label: String
    ) -> Control<Double> {
      let length = range.upperBound - range.lowerBound
      return FloatSlider(
        value: value ?? range.lowerBound + length / 2, min: range.lowerBound,
        max: range.upperBound, step: step ?? length / 100, label: label, readoutFormat: ".3g"
      ).asControl
    }

    func truthControl(_ value: Bool, _ label: String) -> Control<Bool> {
      Checkbox(value: value, label: label).asControl
    }

    func optionControl(
      _ options: [String], _ value: String, _ label: String
    ) -> Control<String> {
      Dropdown(value: value, options: options, label: label).asControl
    }
    """

  private static let start = """
    func startInteraction(_ widgets: [DOMWidget], _ keys: [String], _ body: @escaping () -> Void) {
      let output = Output()
      let held: [DOMWidget] = [output]
      display(VBox(widgets + held))
      for index in widgets.indices {
        widgets[index].model.observe(keys[index]) { output.model.capture(true, body) }
      }
      output.model.capture(true, body)
    }
    """

  private static let runners = ["interactWithOne", "interactWithTwo", "interactWithThree"]

  private static func names(_ count: Int) -> [String] { Array(["a", "b", "c"].prefix(count)) }

  /// `interact` of controls.
  private static func open(_ count: Int) -> String {
    let names = names(count)
    let types = names.map { $0.uppercased() }
    return """
      /// Shows \(count == 1 ? "a control" : "\(count) controls"), calls a function with what \
      \(count == 1 ? "it says" : "they say"), and again when \
      \(count == 1 ? "it is" : "one is") moved; what the function shows and gives takes the place \
      of what it showed before.
      public func interact<\(types.joined(separator: ", ")), Result>(
        \(zip(names, types).map { "_ \($0): Control<\($1)>" }.joined(separator: ", ")),
        _ body: @escaping (\(types.joined(separator: ", "))) -> Result
      ) {
        \(Self.runners[count - 1])(\(names.joined(separator: ", ")), body)
      }

      func \(Self.runners[count - 1])<\(types.joined(separator: ", ")), Result>(
        \(zip(names, types).map { "_ \($0): Control<\($1)>" }.joined(separator: ", ")),
        _ body: @escaping (\(types.joined(separator: ", "))) -> Result
      ) {
        startInteraction(
          [\(names.map { "\($0).widget" }.joined(separator: ", "))],
          [\(names.map { "\($0).key" }.joined(separator: ", "))]
        ) { a.widget.model.show(body(\(names.map { "\($0).value()" }.joined(separator: ", ")))) }
      }
      """
  }

  private static let single = [
    """
    /// Shows a slider over whole numbers and calls a function with its value, and again when it moves.
    public func interact<Result>(
      _ range: ClosedRange<Int>, step: Int = 1, value: Int? = nil, label: String = "",
      _ body: @escaping (Int) -> Result
    ) {
      interactWithOne(wholeControl(range, step, value, label), body)
    }
    """,
    """
    /// Shows a slider over numbers and calls a function with its value, and again when it moves.
    public func interact<Result>(
      _ range: ClosedRange<Double>, step: Double? = nil, value: Double? = nil, label: String = "",
      _ body: @escaping (Double) -> Result
    ) {
      interactWithOne(fractionControl(range, step, value, label), body)
    }
    """,
    """
    /// Shows a box to be ticked and calls a function with its value, and again when it changes.
    public func interact<Result>(
      _ value: Bool, label: String = "", _ body: @escaping (Bool) -> Result
    ) {
      interactWithOne(truthControl(value, label), body)
    }
    """,
    """
    /// Shows a choice and calls a function with the chosen option, and again when it changes.
    public func interact<Result>(
      _ options: [String], value: String = "", label: String = "",
      _ body: @escaping (String) -> Result
    ) {
      interactWithOne(optionControl(options, value, label), body)
    }
    """,
  ]

  /// Every way to put so many arguments together.
  private static func closed(_ count: Int) -> [String] {
    var ways: [[Kind]] = [[]]
    for _ in 0..<count { ways = ways.flatMap { way in kinds.map { way + [$0] } } }
    let names = names(count)
    return ways.map { way in
      """
      public func interact<Result>(
        \(zip(names, way).map { "_ \($0): \($1.given)" }.joined(separator: ", ")),
        labels: [String] = [], _ body: @escaping (\(way.map(\.value).joined(separator: ", "))) -> Result
      ) {
        \(runners[count - 1])(
          \(zip(names, way).enumerated().map { made($1.1, $1.0, $0) }.joined(separator: ", ")),
          body)
      }
      """
    }
  }

  /// The call that makes the control for an argument.
  private static func made(_ kind: Kind, _ name: String, _ index: Int) -> String {
    let options = [
      "wholeControl": "1, nil, ", "fractionControl": "nil, nil, ", "optionControl": "\"\", ",
    ]
    return "\(kind.maker)(\(name), \(options[kind.maker] ?? "")interactionLabel(labels, \(index)))"
  }

  private static let label = """
    func interactionLabel(_ labels: [String], _ index: Int) -> String {
      index < labels.count ? labels[index] : ""
    }
    """
}
