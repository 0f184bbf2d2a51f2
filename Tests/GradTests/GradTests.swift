import Testing

@testable import ApusGrad
