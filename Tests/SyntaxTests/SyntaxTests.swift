import Testing

@testable import ApusSyntax
