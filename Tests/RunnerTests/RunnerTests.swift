import Testing

@testable import ApusRunner
