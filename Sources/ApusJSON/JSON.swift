/// A JSON value; integers and floating-point numbers stay apart, objects keep their order.
package indirect enum JSON: Hashable, Sendable {
  case null
  case bool(Bool)
  case int(Int)
  case double(Double)
  case string(String)
  case array([JSON])
  case object(JSONObject)
}
