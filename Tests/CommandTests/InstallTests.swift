import ApusJSON
import Foundation
import Testing

@testable import ApusCommand

@Suite struct InstallTests {
  private static let files = ["logo-32x32.png", "logo-64x64.png", "logo-svg.svg"]

  @Test func `the files of the kernel are written for the user`() throws {
    let bench = try Bench(environment: ["HOME": "~"])
    #expect(bench.run("install") == .success)
    let folder = ".local/share/jupyter/kernels/apus"
    let json = try JSON(parsing: try bench.read("\(folder)/kernel.json"))
    #expect(
      json["argv"] == ["/opt/apus", "kernel", "--connection-file", "{connection_file}"])
    #expect(json["display_name"] == "Apus (Swift)")
    #expect(json["language"] == "swift")
    #expect(json["interrupt_mode"] == "message")
    #expect(json["env"]?["SWIFT_BACKTRACE"] == "enable=no")
    for name in Self.files { #expect(bench.exists("\(folder)/\(name)")) }
    #expect(
      bench.output
        == "Installed the kernel 'apus' in \(bench.path(folder)).\nIt starts /opt/apus.\n")
  }

  @Test(arguments: files)
  func `a logo in the program is the file it was made from`(name: String) throws {
    let root = URL(filePath: #filePath).appending(path: "../../../kernelspec").standardized
    let file = try Data(contentsOf: root.appending(path: name))
    let content = try #require(Logo.files.first { $0.key == name }).value
    #expect(Base64.decode(content) == Array(file))
  }

  @Test(
    arguments: [
      (["JUPYTER_DATA_DIR": "~/j", "XDG_DATA_HOME": "~/x", "HOME": "~"], ["--user"], "j"),
      (["XDG_DATA_HOME": "~/x", "HOME": "~"], [], "x/jupyter"),
      (["JUPYTER_DATA_DIR": "", "HOME": "~"], [], ".local/share/jupyter"),
      (["VIRTUAL_ENV": "~/v", "CONDA_PREFIX": "~/c"], ["--sys-prefix"], "v/share/jupyter"),
      (["CONDA_PREFIX": "~/c"], ["--sys-prefix"], "c/share/jupyter"),
    ] as [([String: String], [String], String)])
  func `the place is Jupyter's`(
    environment: [String: String], options: [String], place: String
  ) throws {
    let bench = try Bench(environment: environment)
    #expect(bench.run(["install", "--name", "mine"] + options) == .success)
    #expect(bench.exists("\(place)/kernels/mine/kernel.json"))
  }

  @Test func `a prefix is used as it is given`() throws {
    let bench = try Bench()
    #expect(bench.run("install", "--prefix", bench.path("p")) == .success)
    #expect(bench.exists("p/share/jupyter/kernels/apus/kernel.json"))
  }

  @Test func `without an environment, there is no prefix to install in`() throws {
    let bench = try Bench(environment: ["HOME": "~"])
    #expect(bench.run("install", "--sys-prefix") == .badUsage)
    #expect(bench.error.contains("neither $VIRTUAL_ENV nor $CONDA_PREFIX is set"))
  }

  @Test func `another kernel of that name is left alone`() throws {
    let bench = try Bench(environment: ["JUPYTER_DATA_DIR": "~"])
    #expect(bench.run("install", "--name", "python3") == .success)
    let other = #"{"argv": ["python"], "language": "python"}"#
    try bench.write(other, "kernels/python3/kernel.json")
    #expect(bench.run("install", "--name", "python3") == .badUsage)
    #expect(bench.run("uninstall", "--name", "python3") == .badUsage)
    #expect(try bench.read("kernels/python3/kernel.json") == other)
  }

  @Test func `what was installed is removed, and what lies beside it is not`() throws {
    let bench = try Bench(environment: ["JUPYTER_DATA_DIR": "~"])
    #expect(bench.run("install") == .success)
    #expect(bench.run("install") == .success)
    try bench.write("mine", "kernels/apus/notes.txt")
    #expect(bench.run("uninstall") == .success)
    #expect(!bench.exists("kernels/apus/kernel.json"))
    #expect(!bench.exists("kernels/apus/logo-svg.svg"))
    #expect(bench.exists("kernels/apus/notes.txt"))
    #expect(bench.run("uninstall") == .badUsage)
    #expect(bench.error.contains("there is no kernel 'apus'"))
  }
}
