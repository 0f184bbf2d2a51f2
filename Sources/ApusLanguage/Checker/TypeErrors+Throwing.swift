import ApusText

/// What the checker has to say about errors that are thrown and caught.
extension TypeErrors {
  func notTried(isHandled: Bool, _ span: Span) -> Diagnostic {
    make(
      "try",
      isHandled
        ? "this call can throw, but it is not marked with 'try'"
        : "this call can throw, but it is not marked with 'try' and the error is not handled", span,
      help: isHandled
        ? "write 'try' in front of it"
        : "write 'try' in front of it, and catch the error with do { … } catch { … }")
  }

  func unhandled(_ raised: Effects.Raised, _ function: String) -> Diagnostic {
    let reason =
      raised.passesCatches
      ? "because the 'catch'es around it do not take every error"
      : "because '\(function)' does not say 'throws'"
    return make(
      "unhandled",
      raised.isStatement
        ? "this error is not handled \(reason)"
        : "errors thrown from here are not handled \(reason)", raised.span,
      help: raised.passesCatches
        ? "add 'catch { … }', which takes every other error"
        : "catch it with do { … } catch { … }, or write 'throws' behind the parameters")
  }

  func thrownMismatch(_ type: Type, wanted: Type, _ span: Span) -> Diagnostic {
    make("thrown-type", "what is thrown here is '\(type)', and only '\(wanted)' may be", span)
  }

  func thrownNoError(_ type: Type, _ span: Span) -> Diagnostic {
    make(
      "no-error", "'\(type)' cannot be thrown: it does not conform to 'Error'", span,
      labels: [Diagnostic.Label(span, "\(type)")],
      help: "declare what can go wrong: enum Failure: Error { case … }")
  }

  func noError(_ type: Type, _ span: Span) -> Diagnostic {
    make("no-error", "'\(type)' does not conform to 'Error'", span)
  }

  func thrownInDefer(_ span: Span) -> Diagnostic {
    make("defer-exit", "errors cannot be thrown out of a 'defer'", span)
  }

  func leavesDefer(_ word: String, _ span: Span) -> Diagnostic {
    make("defer-exit", "'\(word)' cannot leave a 'defer'", span)
  }
}
