import Testing

@testable import ApusDisplay
