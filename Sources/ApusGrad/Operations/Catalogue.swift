/// All operations there are, by family.
package enum Catalogue {
  package struct Family: Sendable {
    package let name: String
    package let rows: [Operation]
  }

  package static let families: [Family] = [
    Family(name: "arithmetic", rows: arithmetic),
    Family(name: "comparisons", rows: comparisons),
    Family(name: "exponentials", rows: exponentials),
    Family(name: "trigonometry", rows: trigonometry),
    Family(name: "rounding", rows: rounding),
    Family(name: "activations", rows: activations),
    Family(name: "reductions", rows: reductions),
    Family(name: "positions", rows: positions + [exponentialScan]),
    Family(name: "shapes", rows: shapes),
    Family(name: "joining", rows: joining),
    Family(name: "paddings", rows: paddings + resizing),
    Family(name: "products", rows: products),
    Family(name: "linear algebra", rows: linearAlgebra + decompositions),
    Family(name: "indexing", rows: indexing + scattering),
    Family(name: "ordering", rows: ordering + counting + quantiles),
    Family(name: "making", rows: making + likenesses),
    Family(name: "conversion", rows: conversion),
    Family(name: "sequences", rows: sequences),
    Family(name: "sums of products", rows: sumsOfProducts),
    Family(name: "convolutions", rows: convolutions),
    Family(name: "pools", rows: pools + adaptivePools),
    Family(name: "layers", rows: layers + dropouts),
    Family(name: "losses", rows: losses + classLosses + sequenceLosses),
    Family(name: "tracking", rows: tracking),
    Family(name: "random", rows: random + distributions + randomLikenesses),
    Family(name: "initialisers", rows: initialisers),
    Family(name: "printing", rows: printing),
  ]

  package static let all: [Operation] = families.flatMap(\.rows)
}

extension Operation {
  /// All operations there are.
  package static var all: [Operation] { Catalogue.all }
}
