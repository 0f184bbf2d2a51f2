import ApusJSON
import ApusWire

extension Handler {
  /// Makes a shell beside the main one, whose cells do not wait for the main one's.
  ///
  /// https://jupyter-client.readthedocs.io/en/stable/messaging.html#create-subshell
  static let createSubshell = Handler("create_subshell_request", on: [.control]) { _, kernel in
    guard let id = kernel.shells.create() else {
      return .error("TooManySubshells", "there are \(Shells.limit) subshells already")
    }
    return .ok(["subshell_id": .string(id)])
  }

  /// Ends a subshell when it has done what it was sent.
  static let deleteSubshell = Handler("delete_subshell_request", on: [.control]) {
    request, kernel in
    let id = try request.content.field("subshell_id").string()
    guard kernel.shells.delete(id) else {
      return .error("UnknownSubshell", "there is no subshell '\(id)'")
    }
    return .ok()
  }

  static let listSubshells = Handler("list_subshell_request", on: [.control]) { _, kernel in
    .ok(["subshell_id": .array(kernel.shells.names.map { .string($0) })])
  }
}
