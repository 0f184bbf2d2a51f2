import Testing

@Suite struct HouseTests {
  @Test(arguments: HouseRule.all)
  func `the house keeps its rules`(rule: HouseRule) {
    let faults = rule.faults(.repository)
    #expect(faults.isEmpty, "\(rule.sentence):\n\(faults.joined(separator: "\n"))")
  }

  @Test(arguments: HouseRule.all)
  func `a rule finds the fault planted for it`(rule: HouseRule) {
    #expect(rule.faults(rule.planted).count == 1)
  }

  @Test(arguments: HouseRule.all)
  func `a rule is content with a sound tree`(rule: HouseRule) {
    #expect(rule.faults(SourceTree(HouseRule.sound, executables: HouseRule.commands)) == [])
  }

  @Test func `the tree that is read is this one`() {
    let paths = SourceTree.repository.paths
    #expect(paths.contains("Tests/HouseTests/HouseTests.swift"))
    #expect(paths.contains("Package.swift"))
    #expect(SourceTree.repository.manifest.modules.count > 10)
  }

  @Test func `a place where more is allowed exists`() {
    let places = Array(HouseRule.unsafePlaces.keys) + HouseRule.uncheckedPlaces
    for place in places {
      #expect(SourceTree.repository.paths.contains { $0.hasPrefix(place) }, "\(place)")
    }
  }
}
