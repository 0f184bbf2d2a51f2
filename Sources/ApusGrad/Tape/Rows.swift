import ApusTensor

/// The rows that pullbacks are written with, found in the catalogue once.
enum Rows {
  static let add = row("+")
  static let subtract = row("-", with: "b")
  static let multiply = row("*")
  static let divide = row("/")
  static let power = row("**")
  static let negate = row("-", without: "b")
  static let abs = row("abs")
  static let sign = row("sign")
  static let floorDivide = row("floorDivide")
  static let trunc = row("trunc")
  static let exp = row("exp")
  static let log = row("log")
  static let rsqrt = row("rsqrt")
  static let sin = row("sin")
  static let cos = row("cos")
  static let sinh = row("sinh")
  static let cosh = row("cosh")
  static let tanh = row("tanh")
  static let erf = row("erf")
  static let sigmoid = row("sigmoid")
  static let softplus = row("softplus")
  static let greater = row(".>")
  static let less = row(".<")
  static let equal = row(".==")
  static let notLess = row(".>=")
  static let notGreater = row(".<=")
  static let choose = row("where")
  static let maskedFill = row("maskedFill")
  static let logSigmoid = row("logSigmoid")
  static let logSoftmax = row("logSoftmax")
  static let softmax = row("softmax")
  static let sqrt = row("sqrt")
  static let relu = row("relu")
  static let qr = row("qr")
  static let svd = row("svd")
  static let inverse = row("inverse")
  static let solve = row("solve")
  static let determinant = row("determinant")
  static let svdvals = row("svdvals")
  static let norm = row("norm", with: "axes")
  static let maximum = row("maximum")
  static let minimum = row("minimum")
  static let logsumexp = row("logsumexp", with: "axes")
  static let clipped = row("clipped")
  static let tiled = row("tiled")
  static let take = row("take")
  static let mean = row("mean", with: "axes")
  static let variance = row("variance", with: "axes")
  static let sum = row("sum", with: "axes")
  static let max = row("max", with: "axes")
  static let cumsum = row("cumsum")
  static let cumprod = row("cumprod")
  static let reshaped = row("reshaped")
  static let permuted = row("permuted")
  static let transposed = row("transposed")
  static let broadcast = row("broadcast")
  static let flipped = row("flipped")
  static let concat = row("concat")
  static let stack = row("stack")
  static let rolled = row("rolled")
  static let matmul = row("matmul")
  static let tril = row("tril")
  static let triu = row("triu")
  static let diagonal = row("diagonal")
  static let selecting = row("subscript")
  static let takeAlong = row("takeAlong")
  static let to = row("to")

  /// The row of a name, told from others of the name by a parameter that it has or has not.
  private static func row(
    _ name: String, with parameter: String? = nil, without other: String? = nil
  ) -> Operation {
    let found = Catalogue.all.first { row in
      let names = row.signature.parameters.map(\.name)
      return row.name == name && parameter.map(names.contains) != false
        && other.map(names.contains) != true
    }
    return found
      ?? Operation(name, [], shape: "-> ?", "Is missing.", example: "", samples: []) { _ in
        throw TensorError("internal", "the catalogue has no row \(name)", operation: name)
      }
  }
}
