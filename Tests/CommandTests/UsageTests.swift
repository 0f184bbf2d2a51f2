import Testing

@testable import ApusCommand

@Suite struct UsageTests {
  @Test(arguments: [
    (["rnu"], "there is no command 'rnu'; did you mean 'run'?"),
    (["help", "evla"], "there is no command 'evla'; did you mean 'eval'?"),
    (["run"], "NOTEBOOK is missing"),
    (["run", "a", "b"], "'b' is one word too many"),
    (["run", "a", "--allow-error"], "no option '--allow-error'; did you mean '--allow-errors'?"),
    (["run", "a", "-o"], "the option '--output' needs a value: --output OUT"),
    (["run", "a", "--allow-errors=1"], "the option '--allow-errors' takes no value"),
    (["run", "a", "--cell-timeout", "-1"], "must be a number of seconds above 0, not '-1'"),
    (["run", "a", "--cell-timeout=soon"], "must be a number of seconds above 0, not 'soon'"),
    (["eval", "1", "--memory", "much"], "must be a size such as 500M, 8G or 50%, not 'much'"),
    (["eval", "1", "--memory=-1G"], "must be a size such as 500M, 8G or 50%, not '-1G'"),
    (["kernel"], "--connection-file is missing"),
    (["install", "--user", "--prefix", "p"], "'--user' and '--prefix' exclude each other"),
    (["install", "--name", "a/b"], "not 'a/b'"),
    (["install", "--name", ".."], "not '..'"),
  ])
  func `wrong usage exits with 2 and one sentence`(words: [String], sentence: String) throws {
    let bench = try Bench()
    #expect(bench.run(words) == .badUsage)
    #expect(bench.error.contains(sentence), "\(bench.error)")
    #expect(bench.error.split(separator: "\n").count == 2)
    #expect(bench.output.isEmpty)
  }

  @Test func `no command at all shows the commands`() throws {
    let bench = try Bench()
    #expect(bench.run([]) == .badUsage)
    for command in Command.all { #expect(bench.error.contains("  \(command.name)")) }
  }

  @Test(arguments: Command.all.map(\.name))
  func `the help of a command says all its options`(name: String) throws {
    let command = try #require(Command.all.first { $0.name == name })
    let (asked, inline) = (try Bench(), try Bench())
    #expect(asked.run("help", name) == .success)
    #expect(inline.run(name, "--help") == .success)
    #expect(asked.output == inline.output)
    #expect(asked.output.hasPrefix("Usage: apus \(name)"))
    for option in command.options { #expect(asked.output.contains(option.summary)) }
  }

  @Test func `each command has a name and options of its own`() {
    let names = Command.all.flatMap { [$0.name] + $0.aliases }
    #expect(Set(names).count == names.count)
    for command in Command.all {
      let options = command.options + [.help]
      #expect(Set(options.map(\.name)).count == options.count)
      let letters = options.compactMap(\.letter)
      #expect(Set(letters).count == letters.count)
    }
  }

  @Test func `lines of help fit a terminal`() {
    let help = HelpText(commands: Command.all)
    for text in [help.overview] + Command.all.map(help.text) {
      #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
    }
  }

  @Test func `options stand anywhere with their value beside or behind`() throws {
    let words = ["--output=o", "n", "--cell-timeout", "5"]
    let arguments = try Command.run.parse(words)
    #expect(arguments.operands == ["n"])
    #expect(arguments[Command.run.options[0]] == "o")
    #expect(arguments[Command.run.options[2]] == "5")
  }

  @Test func `what follows two dashes or looks like a number is no option`() throws {
    #expect(try Command.eval.parse(["-1 + 2"]).operands == ["-1 + 2"])
    #expect(try Command.eval.parse(["--", "-x"]).operands == ["-x"])
    #expect(try Command.eval.parse(["-"]).operands == ["-"])
  }

  @Test func `the version is shown`() throws {
    let bench = try Bench()
    #expect(bench.run("--version") == .success)
    #expect(bench.output.hasPrefix("apus "))
  }
}
