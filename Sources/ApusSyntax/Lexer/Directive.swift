/// Words behind `#` that Swift gives a meaning and this language leaves out.
enum Directive: String, CaseIterable {
  case `if`, `else`, elseif, endif, available, unavailable, selector, keyPath, sourceLocation
  case file, fileID, filePath, line, column, function, dsohandle, warning, error, colorLiteral
  case imageLiteral, fileLiteral, externalMacro, Predicate, Preview, assert, expect, require

  static let bySpelling = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })
}
