import ApusJSON
import ApusValue
import ApusWidgets

extension BuiltinCall {
  var widget: WidgetObject { registers.object(0) }

  /// Calls the functions that wait for a change of the widget.
  func notify(_ key: String) throws {
    for observer in widget.observers(of: key) {
      _ = try RowFunction(closure: observer.function, machine: machine)([])
    }
  }

  /// Calls a function whose output goes into the area; where a front end shows it, its failure too.
  func capture() throws {
    guard let outer = machine.host, widget.id != nil else {
      _ = try function(2)([])
      return
    }
    let host = CapturingHost(widget, outer: outer, replaces: registers.bool(1))
    machine.host = host
    defer {
      machine.host = outer
      host.flush()
    }
    do {
      _ = try function(2)([])
    } catch let error as MachineError where error.id == MachineError.interrupted.id {
      throw error
    } catch {
      host.fail(machine.told(error))
    }
  }

  /// An argument as an entry of a state.
  func json(_ index: Int, as kind: WidgetProperty.Kind) throws -> JSON {
    switch kind {
    case .int: return .int(registers.int(index))
    case .double: return try finite(registers.double(index))
    case .bool: return .bool(registers.bool(index))
    case .ints: return .array(registers.ints(index).map(JSON.int))
    case .texts:
      let texts = Elements(.string, registers.objects[index])
      return .array(
        (0..<texts.count).map { .string(ValueText.describe(.string, 0, texts[$0].object)) })
    case .optionalInt: return registers.optionalInt(index).map(JSON.int) ?? .null
    case .optionalDouble: return try registers.optionalDouble(index).map(finite) ?? .null
    case .optionalBool: return registers.optionalInt(index).map { .bool($0 != 0) } ?? .null
    case .optionalText where registers.objects[index] == nil: return .null
    default: return .string(registers.string(index))
    }
  }

  private func finite(_ number: Double) throws -> JSON {
    guard number.isFinite else {
      throw MachineError("widget-value", "a widget holds finite numbers, and this is \(number)")
    }
    return .double(number)
  }

  /// Puts an entry of a state into the result.
  func set(_ value: JSON, as kind: WidgetProperty.Kind) {
    switch kind {
    case .int: registers.set(value.int ?? 0)
    case .double: registers.set(value.double ?? 0)
    case .bool: registers.set(value.bool ?? false)
    case .ints: registers.set((value.array ?? []).compactMap(\.int))
    case .texts: set(texts: (value.array ?? []).compactMap(\.string))
    case .optionalInt: set(optional: value.int)
    case .optionalDouble: set(optional: value.double?.word)
    case .optionalBool: set(optional: value.bool.map { $0 ? 1 : 0 })
    case .optionalText: registers.set(value.string.map { StringObject($0) } as AnyObject?)
    default: registers.set(value.string ?? "")
    }
  }

  func set(texts: [String]) {
    registers.set(ObjectArray(ContiguousArray(texts.map { StringObject($0) as AnyObject? })))
  }
}
