/// Programs that no one would write: the transcripts' cells with parts taken out, doubled, moved and
/// exchanged, and words of the language in any order; the same for the same seed.
struct Soup {
  private var random: SeededNumbers
  private let cells: [String]
  private let words: [String]

  init(seed: UInt64, cells: [String]) {
    random = SeededNumbers(state: seed)
    self.cells = cells
    words = Set(cells.flatMap(Self.pieces)).sorted()
  }

  /// Words, numbers and single marks, spaces among them.
  private static func pieces(_ text: String) -> [String] {
    var pieces: [String] = []
    var isInWord = false
    for character in text {
      let belongs = character.isLetter || character.isNumber || character == "_"
      if belongs, isInWord {
        pieces[pieces.count - 1].append(character)
      } else {
        pieces.append(String(character))
      }
      isInWord = belongs
    }
    return pieces
  }

  mutating func number(below limit: Int) -> Int {
    Int.random(in: 0..<max(limit, 1), using: &random)
  }

  /// The next program.
  mutating func next() -> String {
    var pieces = Self.pieces(cells.randomElement(using: &random) ?? "")
    switch number(below: 10) {
    case 0, 1: break
    case 2:
      pieces = (0..<number(below: 20)).flatMap { _ in [word(), " "] }
    case 3:
      // Two cells in one, the second in the middle of the first.
      let other = Self.pieces(cells.randomElement(using: &random) ?? "")
      pieces.insert(contentsOf: other, at: number(below: pieces.count + 1))
    case 4, 5, 6:
      // Other numbers alone: what reads and checks still does, and the machine gets to see it.
      for _ in 0...number(below: 4) { exchangeNumber(&pieces) }
    default:
      for _ in 0...number(below: 3) where !pieces.isEmpty { change(&pieces) }
    }
    return pieces.joined()
  }

  private mutating func word() -> String { words.randomElement(using: &random) ?? "" }

  private mutating func change(_ pieces: inout [String]) {
    let place = number(below: pieces.count)
    switch number(below: 20) {
    case 0: pieces.remove(at: place)
    case 1: pieces[place] = word()
    case 2: pieces.insert(word(), at: place)
    case 3: pieces.swapAt(place, number(below: pieces.count))
    case 4:
      let end = min(pieces.count, place + 1 + number(below: 8))
      pieces.insert(contentsOf: pieces[place..<end], at: number(below: pieces.count + 1))
    case 5: pieces.removeSubrange(place..<min(pieces.count, place + 1 + number(below: 8)))
    default: exchange(&pieces, from: place)
    }
  }

  private mutating func exchangeNumber(_ pieces: inout [String]) {
    let numbers = pieces.indices.filter { pieces[$0].allSatisfy(\.isWholeNumber) }
    guard let index = numbers.randomElement(using: &random) else { return }
    pieces[index] = String(number(below: 12))
  }

  /// Puts another word for a word, another number for a number, so that more is read and checked.
  private mutating func exchange(_ pieces: inout [String], from place: Int) {
    guard let index = pieces[place...].firstIndex(where: { $0.first?.isWhitespace == false })
    else { return }
    let (isLetter, isNumber) = (pieces[index].first?.isLetter, pieces[index].first?.isNumber)
    for _ in 0..<100 {
      let other = word()
      guard other.first?.isLetter == isLetter, other.first?.isNumber == isNumber else { continue }
      pieces[index] = other
      return
    }
  }
}
