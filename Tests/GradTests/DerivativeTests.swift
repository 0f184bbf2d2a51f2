import ApusTensor
import Testing

@testable import ApusGrad

/// Derivatives of functions, of any order.
@Suite struct DerivativeTests {
  private func vector(_ values: Double...) throws -> Tensor {
    try Tensor(values, shape: [values.count], dtype: .float64)
  }

  private func gradient(_ x: Tensor, _ f: (Recorded) throws -> Recorded) throws -> Tensor {
    try Differentiation.valueWithGradient("gradient(at:of:)", at: [x]) {
      try f(Recorded($0[0])).tensor
    }.gradients[0]
  }

  @Test func `a gradient comes with its value and without a history`() throws {
    let (value, gradients) = try Differentiation.valueWithGradient(
      "valueWithGradient(at:of:)", at: [vector(1, 2), vector(3, 4)]
    ) { try (Recorded($0[0]) * Recorded($0[1])).sum().tensor }
    #expect(try value.item() == 11)
    #expect(gradients.map { $0.doubles() } == [[3, 4], [1, 2]])
    #expect(!value.isTracked && !gradients.contains(where: \.isTracked))
  }

  @Test func `a gradient is taken of a gradient of a gradient`() throws {
    let third = try gradient(vector(2)) { x in
      Recorded(
        try gradient(x.tensor) { x in
          Recorded(try gradient(x.tensor) { try $0.square().square().sum() })
        })
    }
    #expect(third.doubles() == [48])
  }

  @Test func `a gradient inside a function of another tensor has a gradient`() throws {
    // d/dx (w x)^2 = 2 w^2 x, whose derivative by w is 4 w x.
    let found = try gradient(vector(3)) { w in
      try Recorded(gradient(vector(5)) { x in try (w * x).square().sum() }).sum()
    }
    #expect(found.doubles() == [60])
  }

  @Test func `a gradient that uses a parameter goes on to it, and adds nothing to it itself`()
    throws
  {
    let w = try Differentiation.parameter(vector(3))
    let slope = try gradient(vector(5)) { x in try (Recorded(w) * x).square().sum() }
    #expect(Differentiation.gradient(of: w) == nil)
    try Differentiation.backward(slope, nil, retainGraph: false)
    #expect(Differentiation.gradient(of: w)?.doubles() == [60])
  }

  @Test func `a function that does not use its argument has gradient zero`() throws {
    let constant = try vector(1)
    #expect(try gradient(vector(1, 2)) { _ in Recorded(constant) }.doubles() == [0, 0])
  }

  @Test func `the gradient of a whole number is a real one`() throws {
    let x = try Tensor([3], shape: [1])
    let found = try gradient(x) { try $0.square().sum() }
    #expect(found.dtype == .float32)
    #expect(found.doubles() == [6])
  }

  @Test func `a function whose value is a vector has no gradient`() throws {
    let error = #expect(throws: TensorError.self) { try gradient(vector(1, 2)) { $0 } }
    #expect(error?.id == "not-a-scalar")
  }

  @Test func `a jacobian has the axes of the value and of the point`() throws {
    let x = try Tensor([1, 2, 3, 4], shape: [2, 2], dtype: .float64)
    let found = try Differentiation.jacobian(at: x) { try Recorded($0[0]).sum(axes: [1]).tensor }
    #expect(found.shape == [2, 2, 2])
    #expect(found.doubles() == [1, 1, 0, 0, 0, 0, 1, 1])
  }

  @Test func `a hessian has the axes of the point twice`() throws {
    let found = try Differentiation.hessian(at: vector(2, 3)) { points in
      let x = Recorded(points[0])
      return try (x.square() * x.flipped(0)).sum().tensor
    }
    // x^2 y + y^2 x
    #expect(found.shape == [2, 2])
    #expect(found.doubles() == [6, 10, 10, 4])
  }

  @Test func `a hessian of a linear function is zero`() throws {
    let found = try Differentiation.hessian(at: vector(2, 3)) {
      try Recorded($0[0]).sum().tensor
    }
    #expect(found.doubles() == [0, 0, 0, 0])
  }

  @Test func `a jacobian of a gradient is the hessian`() throws {
    func f(_ x: Recorded) throws -> Recorded { try (x.exp() * x.flipped(0)).sum() }
    let hessian = try Differentiation.hessian(at: vector(0.5, -1)) {
      try f(Recorded($0[0])).tensor
    }
    let jacobian = try Differentiation.jacobian(at: vector(0.5, -1)) {
      try gradient($0[0]) { try f($0) }
    }
    #expect(hessian.doubles() == jacobian.doubles())
    #expect(!jacobian.isTracked)
  }
}
