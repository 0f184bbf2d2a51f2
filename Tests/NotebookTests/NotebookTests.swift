import Testing

@testable import ApusNotebook
