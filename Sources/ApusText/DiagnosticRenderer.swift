/// Turns a diagnostic into text for a person.
///
/// First `cell 1:2:19: error: headline [id]`, then every line that a span stands in, with `^~~~`
/// under the primary one and the labels hanging below, then notes, help, the corrected line, and
/// the student's own calls that led there.
package struct DiagnosticRenderer: Sendable {
  package enum Style: Sendable {
    case plain, ansi, html
  }

  let painter: Painter
  /// The columns a line of source may take; longer ones are cut around the caret.
  let width: Int

  package init(style: Style, width: Int = 100) {
    self.painter = Painter(style: style)
    self.width = max(20, width)
  }

  /// The whole text, with a line end behind every line.
  package func render(_ diagnostic: Diagnostic) -> String {
    let lines = lines(of: diagnostic).map { $0 + "\n" }.joined()
    return painter.wrapped(lines)
  }

  /// The same, line by line, as Jupyter's traceback wants it; HTML lines lack the `<pre>`.
  package func lines(of diagnostic: Diagnostic) -> [String] {
    var lines = [headline(of: diagnostic)]
    lines += Frame(diagnostic, width: width).lines(painter)
    for note in diagnostic.notes {
      lines.append(painter.paint("note:", .note) + painter.plain(" " + note))
    }
    if let help = diagnostic.help {
      lines.append(painter.paint("help:", .help) + painter.plain(" " + help))
    }
    if let fix = diagnostic.fix { lines += correctedLines(fix, in: diagnostic.source) }
    return lines + traceLines(diagnostic.trace)
  }

  /// The innermost and the outermost calls; of a deep recursion not those between.
  private func traceLines(_ trace: [Diagnostic.Frame]) -> [String] {
    let (inner, outer) = (10, 5)
    guard trace.count > inner + outer + 1 else { return trace.map(traceLine) }
    let left = trace.count - inner - outer
    return trace.prefix(inner).map(traceLine) + [painter.paint("… \(left) more calls", .gutter)]
      + trace.suffix(outer).map(traceLine)
  }

  private func traceLine(_ frame: Diagnostic.Frame) -> String {
    let place = location(of: frame.span, in: frame.source)
    return painter.plain("in ") + painter.paint(frame.function, .name)
      + painter.plain(", called at ") + painter.paint(place, .location)
  }

  private func headline(of diagnostic: Diagnostic) -> String {
    let role: Painter.Role = diagnostic.severity == .error ? .error : .warning
    return painter.paint(location(of: diagnostic.span, in: diagnostic.source), .location)
      + painter.plain(": ") + painter.paint(diagnostic.severity.rawValue + ":", role)
      + painter.plain(" ") + painter.paint(diagnostic.headline, .headline)
      + painter.paint(" [\(diagnostic.id)]", .id)
  }

  private func location(of span: Span, in source: SourceText) -> String {
    let position = source.position(of: span.start)
    return "\(source.name):\(position.line):\(position.column)"
  }

  /// The lines that the fix touches, as they would read with it.
  private func correctedLines(_ fix: Diagnostic.Fix, in source: SourceText) -> [String] {
    let start = max(0, min(fix.span.start, source.bytes.count))
    let end = max(start, min(fix.span.end, source.bytes.count))
    let first = source.lineNumber(of: start)
    let before = Span(source.span(ofLine: first).start, start)
    let after = Span(end, source.span(ofLine: source.lineNumber(of: end)).end)
    // Of a very long line only what is near the fix.
    let near = Span(max(before.start, before.end - width), before.end)
    let far = Span(after.start, min(after.end, after.start + width))
    let text =
      (near == before ? "" : "…") + source.slice(near) + fix.replacement + source.slice(far)
      + (far == after ? "" : "…")
    let corrected = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let shown = corrected.prefix(20)
    let digits = String(first + shown.count - 1).count
    return [painter.paint("fix:", .fix)]
      + shown.enumerated().map { offset, line in
        painter.paint(Frame.gutter(first + offset, digits), .gutter)
          + painter.plain(Frame.expanded(line))
      } + (corrected.count > shown.count ? [painter.paint("…", .gutter)] : [])
  }
}
