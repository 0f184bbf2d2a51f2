import ApusJSON
import ApusLanguage
import ApusNotebook

extension Notebook {
  /// The reference with its examples as cells that can be run.
  package static let reference = Notebook(
    cells: cells(Reference.blocks),
    metadata: [
      "kernelspec": .object(LanguageInfo.kernelspec), "language_info": .object(LanguageInfo.json),
    ])

  private static func cells(_ blocks: [Reference.Block]) -> [Cell] {
    blocks.enumerated().map { number, block in
      let id = "reference-\(number)"
      return switch block {
      case .heading(let level, let text):
        Cell(.markdown, id: id, source: String(repeating: "#", count: level) + " " + text)
      case .text(let text): Cell(.markdown, id: id, source: text)
      case .example(let code): Cell(.code, id: id, source: code)
      }
    }
  }
}
