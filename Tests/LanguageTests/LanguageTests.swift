import Testing

@testable import ApusLanguage
