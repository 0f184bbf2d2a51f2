extension LanguageForm {
  static let tensors: [LanguageForm] = [
    LanguageForm(
      "Tensor literals",
      text: """
        Nested brackets are a tensor where a `Tensor` is wanted. Whole numbers make an int64 tensor, one
        decimal point makes it float32.
        """,
      example: """
        let weights: Tensor = [[0.5, -1], [2, 0.25], [1, 1]]
        print(weights.shape, weights.dtype)
        weights
        """),
    LanguageForm(
      "Arithmetic of tensors",
      text: """
        Operators work element by element and broadcast; a plain number takes the tensor's type. `•`,
        typed `\\bullet` and Tab, is the matrix product, `**` the power, `.T` the transpose.
        """,
      example: """
        let batch = Tensor.ones(4, 3)
        print((batch • weights).shape, (weights * 2 + 1).mean())
        weights ** 2
        """),
    LanguageForm(
      "Comparing tensors",
      text: """
        Comparisons give a tensor of Bool; `.&&` and `.||` join them, `all()` and `any()` gather them,
        and `Bool(…)` makes one truth of one element.
        """,
      example: """
        let positive = weights > 0
        print(Bool(positive.all()), positive.sum())
        Tensor.where(positive, weights, 0)
        """),
    LanguageForm(
      "Subscripts of tensors",
      text: """
        Positions from the front or, negative, from the back; ranges; `...` for all axes between;
        `.newAxis`; masks and index tensors. `.stride(from:to:by:)` takes steps.
        """,
      example: """
        let grid = Tensor(0..<24).reshaped(2, 3, 4)
        print(grid[0, -1].shape, grid[..., 0].shape, grid[0..., 1..<3].shape)
        print(grid[.newAxis].shape, grid[grid % 5 .== 0])
        grid[1, 2, 3]
        """),
    LanguageForm(
      "Changing tensors",
      text: "Any subscript can be assigned to. A tensor is a value: other names keep theirs.",
      example: """
        var board = Tensor.zeros(3, 3)
        let before = board
        board[1] = 5
        board[0..., 2] += Tensor([1, 2, 3])
        print(before.sum())
        board
        """),
    LanguageForm(
      "Rows of a tensor",
      text: "A loop over a tensor goes over its first axis.",
      example: """
        for row in weights { print(row.sum()) }
        """),
    LanguageForm(
      "Gradients",
      text: """
        `Parameter` marks what is learned. `backward()` on a scalar fills `grad` of everything it was
        made of; `gradient(at:of:)` differentiates a function.
        """,
      example: """
        let slope = Parameter(Tensor([2.0]))
        let squareError = ((slope * 3 - 12) ** 2).sum()
        squareError.backward()
        print(slope.grad ?? 0)
        gradient(at: Tensor([1.0, 2, 3])) { ($0 ** 3).sum() }
        """),
  ]
}
