import Testing

@testable import ApusValue
