import ApusDisplay
import ApusTensor
import Testing

@Suite struct TensorTests {
  private func html(_ tensor: Tensor) -> String? {
    MIMEBundle(showing: tensor).data["text/html"]?.string
  }

  @Test func `a tensor has its printed form and a card`() throws {
    let tensor = try Tensor([1, 2.5, -3, 4], shape: [2, 2], dtype: .float64)
    let bundle = MIMEBundle(showing: tensor)
    #expect(bundle.plain == tensor.description)
    #expect(html(tensor)?.contains("Float64 [2, 2]") == true)
    #expect(html(tensor)?.contains(">-3.0<") == true)
  }

  @Test func `a single number has its printed form only`() throws {
    let tensor = try Tensor([1], shape: [])
    #expect(MIMEBundle(showing: tensor).data.keys == ["text/plain"])
  }

  @Test func `integers and truth values are shown as such`() throws {
    #expect(html(try Tensor([.max, -1], shape: [2]))?.contains(">9223372036854775807<") == true)
    #expect(html(try Tensor([1, 0], shape: [2], dtype: .bool))?.contains(">false<") == true)
  }

  @Test func `a tensor too large to look at has its summary`() throws {
    let values = [Double](repeating: 1, count: (1 << 20) + 1)
    let tensor = try Tensor(values, shape: [values.count])
    #expect(html(tensor)?.contains("<pre>\(tensor.description)</pre>") == true)
  }

  @Test func `a tensor without elements has its shape`() throws {
    #expect(html(try Tensor([Double](), shape: [0, 3]))?.contains("[0, 3]") == true)
  }
}
