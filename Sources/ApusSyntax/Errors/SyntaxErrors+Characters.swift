import ApusText

extension SyntaxErrors {
  func invalidCharacter(_ span: Span) -> Diagnostic {
    make("\(described(source.slice(span))) has no meaning here", span)
  }

  func unterminatedComment(_ span: Span) -> Diagnostic {
    make("this comment is never closed", span, help: "close it with `*/`")
  }

  func unterminatedHole(_ span: Span) -> Diagnostic {
    make("this hole is never closed", span, help: "close it with `#>` on the same line")
  }

  func unterminatedString(_ span: Span, quote: String, isMultiline: Bool) -> Diagnostic {
    make(
      isMultiline ? "this text is never closed" : "this text is not closed on its line",
      span, help: "close it with `\(quote)`")
  }

  func singleQuotes(_ span: Span, text: String?) -> Diagnostic {
    let isCertain = text.map { !$0.contains("\"") && !$0.contains("\\") } ?? false
    return make(
      "text stands in double quotation marks", span,
      fix: isCertain ? (span, "\"\(text ?? "")\"") : nil)
  }

  func smartQuotes(_ span: Span, text: String?) -> Diagnostic {
    make(
      "text stands in straight quotation marks", span,
      fix: text.flatMap { $0.contains("\"") ? nil : (span, "\"\($0)\"") })
  }

  /// `f"…{x}…"` and its kin.
  func prefixedString(_ span: Span, letters: String, text: String?) -> Diagnostic {
    if letters.contains("f") {
      return make(
        "a value is put into text with '\\(…)', without 'f' before it", span,
        fix: text.flatMap(interpolated).map { (span, "\"\($0)\"") })
    }
    if letters.contains("r") {
      return make(
        "raw text stands in '#\"' and '\"#'", span,
        fix: text.map { (span, "#\"\($0)\"#") })
    }
    return make("letters before a text have no meaning here", span)
  }

  /// Python's `{x}` as `\(x)`; nil where a format or a quotation mark makes it uncertain.
  private func interpolated(_ text: String) -> String? {
    guard !text.contains("\""), !text.contains("{{"), !text.contains("}}") else { return nil }
    var result = ""
    var isInside = false
    for character in text {
      switch character {
      case "{":
        result += "\\("
        isInside = true
      case "}":
        result += ")"
        isInside = false
      case ":" where isInside, "!" where isInside, "'" where isInside: return nil
      default: result.append(character)
      }
    }
    return isInside ? nil : result
  }

  func pythonComment(_ span: Span, pounds: Int) -> Diagnostic {
    make(
      "a comment starts with '//'", span, fix: (Span(span.start, span.start + pounds), "//"))
  }

  func invalidNumber(_ span: Span, suffix: Span, text: String) -> Diagnostic {
    let rest = source.slice(suffix)
    if ["f", "F", "L", "u", "U"].contains(rest) {
      return make("a number has no letter behind it", span, fix: (suffix, ""))
    }
    if rest == "j" { return make("there are no complex numbers here", span) }
    if text.first == "0", text.dropFirst().first?.isLetter == true {
      return make("'\(text.prefix(40))' is not a number", span)
    }
    return make(
      "a name cannot start with a digit, and '\(text.prefix(40))' is not a number", span)
  }

  func missingFractionDigits(_ span: Span, text: String) -> Diagnostic {
    make("a decimal point needs a digit behind it", span, fix: (span, text + "0"))
  }

  func missingIntegerDigits(_ span: Span, text: String) -> Diagnostic {
    make("a decimal point needs a digit before it", span, fix: (span, "0" + text))
  }

  func invalidEscape(_ span: Span, _ source: SourceText) -> Diagnostic {
    make(
      "'\(source.slice(span))' is no escape in a text", span,
      help: "a backslash itself is written `\\\\`; in `#\"…\"#` it needs nothing")
  }

  func invalidScalar(_ span: Span) -> Diagnostic {
    make("'\\u' needs the number of a character in braces", span, help: "such as `\\u{1F600}`")
  }

  func textBehindOpeningQuotes(_ span: Span) -> Diagnostic {
    make(
      "text in three quotation marks starts on the line below them", span,
      help: "start a new line behind the opening marks")
  }

  func textBeforeClosingQuotes(_ span: Span) -> Diagnostic {
    make("the closing three quotation marks stand on a line of their own", span)
  }

  func shallowIndentation(_ span: Span) -> Diagnostic {
    make("this line is indented less than the closing quotation marks", span)
  }

  func emptyInterpolation(_ span: Span) -> Diagnostic {
    make("expected a value in '\\( )'", span)
  }

  func formatInInterpolation(_ span: Span) -> Diagnostic {
    make(
      "an interpolation holds one value and no format", span,
      help: "write `\\(String(format: \"%.2f\", x))`")
  }
}
