import ApusDisplay
import ApusSyntax
import ApusText

/// What there is to read of one thing, to be written as plain text, as Markdown and as HTML.
struct Documentation {
  enum Part {
    /// Forms, or what something is declared as.
    case code(String)
    /// Sentences in Markdown.
    case text(String)
    /// A name and sentences on it.
    case entry(name: String, String)
    /// In TeX.
    case formula(String)
    case fact(name: String, String)
    /// Code under a heading.
    case sample(heading: String, String)
  }

  var parts: [Part]

  init(_ parts: [Part?]) {
    self.parts = parts.compactMap(\.self)
  }

  /// Of one declaration: its head, and what stands above it.
  init(code: String, _ documentation: String?) {
    self.init([.code(code), documentation.map { .text($0) }])
  }

  /// Several, one below the other; nil where there are none.
  static func bundle(_ all: [Documentation]) -> MIMEBundle? {
    guard !all.isEmpty else { return nil }
    return MIMEBundle(plain: all.map(\.plain).joined(separator: "\n\n"))
      .adding("text/markdown", all.map(\.markdown).joined(separator: "\n\n---\n\n"))
      .adding("text/html", all.map(\.html).joined(separator: "<hr>"))
  }

  var bundle: MIMEBundle {
    MIMEBundle(plain: plain).adding("text/markdown", markdown).adding("text/html", html)
  }

  private var plain: String {
    parts.compactMap { part in
      switch part {
      case .code(let text), .text(let text): text
      case .entry(let name, let text): "\(name). \(text)"
      case .formula: nil
      case .fact(let name, let text): "\(name): \(text)"
      case .sample(let heading, let code):
        "\(heading):" + (code.contains("\n") ? "\n" : " ") + code
      }
    }.joined(separator: "\n\n")
  }

  var markdown: String {
    parts.map { part in
      switch part {
      case .code(let code): "```swift\n\(code)\n```"
      case .text(let text): text
      case .entry(let name, let text): "**\(name).** \(text)"
      case .formula(let formula): "$$\(formula)$$"
      case .fact(let name, let text): "**\(name):** `\(text)`"
      case .sample(let heading, let code): "**\(heading)**\n\n```swift\n\(code)\n```"
      }
    }.joined(separator: "\n\n")
  }

  private var html: String {
    var page = Markup()
    page.element("div", ["class": "apus-help"]) { page in
      for part in parts {
        switch part {
        case .code(let code): page.append(code: code)
        case .text(let text): page.append(markdown: text)
        case .entry(let name, let text): page.append(markdown: "**\(name).** \(text)")
        case .formula(let formula): page.element("p", text: "$$\(formula)$$")
        case .fact(let name, let text):
          page.element("p") { page in
            page.element("strong", text: name + ":")
            page.append(" ")
            page.element("code", text: text)
          }
        case .sample(let heading, let code):
          page.element("p") { $0.element("strong", text: heading) }
          page.append(code: code)
        }
      }
    }
    return page.text
  }
}

extension Markup {
  fileprivate mutating func append(code: String) {
    let source = SourceText(code, name: "")
    element("pre", ["style": "margin-bottom:1em"]) { page in
      page.element("code", ["class": "language-swift"]) { page in
        var end = 0
        for piece in Highlighter.pieces(of: source) where piece.span.start >= end {
          page.append(source.slice(Span(end, piece.span.start)))
          let text = source.slice(piece.span)
          if let colour = piece.highlightClass.colour {
            page.element("span", ["style": "color:\(colour)"], text: text)
          } else {
            page.append(text)
          }
          end = piece.span.end
        }
        page.append(source.slice(Span(end, source.bytes.count)))
      }
    }
  }

  /// Paragraphs and lists, with code and strong words in them.
  fileprivate mutating func append(markdown: String) {
    for block in markdown.split(separator: "\n\n") {
      let lines = block.split(separator: "\n")
      if lines.allSatisfy({ $0.hasPrefix("- ") || $0.hasPrefix("  ") }) {
        element("ul") { page in
          for item in block.split(separator: "\n- ") {
            page.element("li") {
              $0.append(inline: item.hasPrefix("- ") ? item.dropFirst(2) : item)
            }
          }
        }
      } else {
        element("p") { $0.append(inline: block) }
      }
    }
  }

  private mutating func append(inline text: Substring) {
    for (index, piece) in text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
    {
      if index % 2 == 1 {
        element("code", text: String(piece))
        continue
      }
      let pieces = piece.split(separator: "**", omittingEmptySubsequences: false)
      for (index, piece) in pieces.enumerated() {
        if index % 2 == 1 { element("strong", text: String(piece)) } else { append(String(piece)) }
      }
    }
  }
}

extension HighlightClass {
  /// Of middle lightness, which stands out on white and on black; JupyterLab lets no others through.
  fileprivate var colour: String? {
    switch self {
    case .keyword, .directive, .attribute: "#2f9150"
    case .number: "#b7791f"
    case .string: "#d9363e"
    case .comment: "#0e8a9c"
    case .type, .function: "#4a7fd6"
    case .interpolation, .operator, .name, .hole, .punctuation, .invalid: nil
    }
  }
}
