import ApusDisplay
import ApusLanguage
import ApusValue
import Glibc

/// Where a compiled program shows what a notebook would.
final class Console: Host {
  static let shared = Console()

  func write(_ text: String, to stream: ApusLanguage.OutputStream) {
    switch stream {
    case .stdout: print(text, terminator: "")
    case .stderr:
      fflush(nil)
      var rest = Array(text.utf8)[...]
      while !rest.isEmpty {
        let count = rest.withContiguousStorageIfAvailable {
          Glibc.write(2, $0.baseAddress, $0.count)
        }
        guard let count, count > 0 else { return }
        rest = rest.dropFirst(count)
      }
    }
  }

  func display(_ bundle: MIMEBundle, id: String?, isUpdate: Bool) {
    print(bundle.plain)
  }

  func clearOutput(wait: Bool) {}

  func page(_ bundle: MIMEBundle) {
    print(bundle.plain)
  }

  func readLine(prompt: String, isPassword: Bool) throws -> String? {
    fflush(nil)
    return TerminalInput.line(prompt: prompt, isPassword: isPassword)
  }
}

/// A picture.
public struct Plot: Held {
  private let object: DisplayObject

  var slot: Slot { (0, object) }

  init(slot: Slot) { object = held(slot.object) }
}

/// A value to be shown, with as much of its type as matters for that.
struct Shown: Argument {
  private let value: Any

  init(_ value: Any) {
    self.value = value
  }

  var slot: Slot { (0, Self.box(value)) }

  private static func box(_ value: Any) -> AnyObjectBox {
    switch value {
    case let value as Tensor: return AnyObjectBox(type: .tensor, word: 0, object: value.slot.object)
    case let value as Plot:
      return AnyObjectBox(type: .opaque("Plot"), word: 0, object: value.slot.object)
    case let value as String where type(of: value) == String.self:
      return AnyObjectBox(type: .string, word: 0, object: value.slot.object)
    case is Character, is Substring:
      return AnyObjectBox(type: .string, word: 0, object: StringObject("\(value)"))
    default: return AnyObjectBox(type: .opaque(String(describing: value)), word: 0, object: nil)
    }
  }
}
