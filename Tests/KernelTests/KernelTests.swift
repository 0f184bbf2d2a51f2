import Testing

@testable import ApusKernel
