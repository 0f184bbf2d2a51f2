import Testing

@testable import ApusJSON
