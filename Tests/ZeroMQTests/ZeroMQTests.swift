import Testing

@testable import ApusZeroMQ
