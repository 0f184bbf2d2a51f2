import ApusSyntax
import Testing

@testable import ApusLanguage

@Suite struct LanguageFormTests {
  private static let keywords =
    Keyword.allCases.map(\.rawValue) + ContextualKeyword.allCases.map(\.rawValue)

  @Test(arguments: keywords) func `every keyword is explained by a form`(word: String) {
    #expect(!LanguageForm.explaining(word).isEmpty)
  }

  @Test func `forms explain nothing but keywords`() {
    for form in LanguageForm.all {
      #expect(Set(form.words).isSubset(of: Self.keywords), "\(form.name)")
    }
  }

  @Test func `a keyword's form is what its inspection shows`() {
    let bundle = Session().inspection(in: "guard true else { }", at: 2, detail: 0)
    #expect(bundle?.plain.hasPrefix("Leaving early.") == true)
  }

  @Test func `the examples of the forms run one after the other`() {
    let session = Session()
    for (number, form) in LanguageForm.all.enumerated() {
      let outcome = session.run(Cell(code: form.example, number: number), host: SilentHost())
      #expect(outcome.error.map(\.value) == nil, "\(form.name)")
    }
  }
}
