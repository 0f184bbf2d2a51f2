/// Colours the parts of a diagnostic in one of the three styles.
struct Painter: Sendable {
  enum Role: String {
    case error, warning, location, headline, id, gutter, caret, label, note, help, fix, name
  }

  let style: DiagnosticRenderer.Style

  func plain(_ text: String) -> String {
    style == .html ? escaped(sanitised(text)) : sanitised(text)
  }

  func paint(_ text: String, _ role: Role) -> String {
    guard !text.isEmpty else { return "" }
    switch style {
    case .plain: return sanitised(text)
    case .ansi: return "\u{1B}[\(code(role))m" + sanitised(text) + "\u{1B}[0m"
    case .html:
      return "<span class=\"apus-\(role.rawValue)\" style=\"\(css(role))\">"
        + escaped(sanitised(text)) + "</span>"
    }
  }

  /// The whole as a block of its own, where the style has such a thing.
  func wrapped(_ lines: String) -> String {
    guard style == .html else { return lines }
    return "<pre class=\"apus-diagnostic\" style=\"white-space:pre;overflow-x:auto;margin:0\">"
      + lines + "</pre>"
  }

  /// Without control characters, which would reach the reader's terminal.
  private func sanitised(_ text: String) -> String {
    func isControl(_ scalar: Unicode.Scalar) -> Bool {
      scalar.value < 0x20 || scalar.value >= 0x7F && scalar.value < 0xA0
        || scalar.value >= 0x202A && scalar.value <= 0x202E
        || scalar.value >= 0x2066 && scalar.value <= 0x2069
    }
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isBlank = scalar == "\n" || scalar == "\r" || scalar == "\t"
      result.append(isBlank ? " " : isControl(scalar) ? "\u{FFFD}" : scalar)
    }
    return String(result)
  }

  private func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.append(character)
      }
    }
    return result
  }

  private func code(_ role: Role) -> String {
    switch role {
    case .error, .caret: "1;31"
    case .warning: "1;33"
    case .headline, .name: "1"
    case .location: "36"
    case .id, .gutter: "90"
    case .label, .note: "34"
    case .help, .fix: "32"
    }
  }

  /// Colours of middle lightness, which stand out on white and on black.
  private func css(_ role: Role) -> String {
    switch role {
    case .error, .caret: "color:#d9363e;font-weight:bold"
    case .warning: "color:#b7791f;font-weight:bold"
    case .headline, .name: "font-weight:bold"
    case .location: "color:#0e8a9c"
    case .id, .gutter: "color:#808080"
    case .label, .note: "color:#4a7fd6"
    case .help, .fix: "color:#2f9150"
    }
  }
}
