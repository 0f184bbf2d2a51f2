import ApusDisplay
import ApusJSON

extension MIMEBundle {
  /// As messages carry it, after fields of their own.
  func content(_ fields: JSONObject) -> JSONObject {
    var content = fields
    content["data"] = .object(data)
    content["metadata"] = .object(metadata)
    return content
  }
}
