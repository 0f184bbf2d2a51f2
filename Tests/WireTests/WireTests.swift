import Testing

@testable import ApusWire
