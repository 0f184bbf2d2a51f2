import Apus
import Glibc

// What stands between the cells of a case that is compiled natively: marks in the output, which
// the comparison reads.

/// Begins every mark; no program prints it.
private let mark = "\u{1}"

/// What follows belongs to a cell.
public func _cell(_ number: Int) {
  print("\(mark)cell \(number)\n", terminator: "")
}

/// Shows a cell's last value as a notebook does.
public func _value<Value>(_ value: Value) {
  print("\(mark)value\n", terminator: "")
  display(value)
}

/// Whether this is a copy of the program that is to stop here; the program itself waits for it, says
/// how it ended and goes on.
public func _stops() -> Bool {
  let child = _fork()
  if child == 0 {
    var limit = rlimit(rlim_cur: 1 << 30, rlim_max: 1 << 30)
    setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
    limit = rlimit(rlim_cur: 3, rlim_max: 3)
    setrlimit(__rlimit_resource_t(RLIMIT_CPU.rawValue), &limit)
    // What the runtime says of a trap is not the program's own output.
    dup2(open("/dev/null", O_WRONLY), 2)
    return true
  }
  var status: Int32 = 0
  waitpid(child, &status, 0)
  print(status == _survivor << 8 ? "\(mark)survived\n" : "\(mark)stopped\n", terminator: "")
  return false
}

/// The copy has come behind the statement that was to stop it.
public func _survived() -> Never { exit(_survivor) }

private let _survivor: Int32 = 77

@_silgen_name("fork") private func _fork() -> Int32
