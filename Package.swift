// swift-tools-version: 6.1
import PackageDescription

/// One module with its tests.
///
/// `uses` is the whole list of what it may import, and `Tests/HouseTests` holds the sources to it;
/// `testing` is what its tests import besides, and `data` the folders they read.
func module(
  _ name: String, uses: [String] = [], testing: [String] = [], data: [String] = [],
  settings: [SwiftSetting] = []
) -> [Target] {
  [
    .target(
      name: name, dependencies: uses.map { .byName(name: $0) }, swiftSettings: settings),
    .testTarget(
      name: name.replacing("Apus", with: "") + "Tests",
      dependencies: ([name] + testing).map { .byName(name: $0) },
      exclude: data),
  ]
}

/// The machine's loop in a release: each instruction leads to the next one by a jump of its own,
/// which the processor predicts better than one that all share.
///
/// So ends that are alike are neither moved together nor merged, and the jump is copied to each. What
/// only the loop reaches is not checked for two users at once.
let machineSettings: [SwiftSetting] = [
  .unsafeFlags(
    ["-enforce-exclusivity=unchecked"]
      + [
        "tail-dup-size=24", "tail-dup-pred-size=1000", "tail-dup-succ-size=1000",
        "sink-common-insts=false", "enable-tail-merge=false",
      ].flatMap { ["-Xllvm", "-\($0)"] }, .when(configuration: .release))
]

/// The engine in a release: what a tensor is made of is not checked for two users at once, which
/// small operations would spend a tenth of their time on.
let engineSettings: [SwiftSetting] = [
  .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))
]

/// The loops once more, under another name, for a level of the x86-64 instruction set.
///
/// Its folder is a link to theirs. On another processor they are the same again.
func loops(_ name: String, _ flags: [String]) -> [Target] {
  #if arch(x86_64)
    let settings: [SwiftSetting] = [.unsafeFlags(flags.flatMap { ["-Xcc", $0] })]
  #else
    let settings: [SwiftSetting] = []
  #endif
  return [.target(name: name, swiftSettings: settings)]
}

/// Whether another package uses this one, whose module `Apus` then gets its face.
///
/// Here that would build the language twice, the second time for the tool that makes it; the
/// comparison in the tests makes the face itself.
let isDependency = Context.environment["PWD"] != Context.packageDirectory

let package = Package(
  name: "Apus",
  products: [
    .executable(name: "apus", targets: ["apus"]), .library(name: "Apus", targets: ["Apus"]),
  ],
  targets: [
    // Level 0: system libraries, text, and the machine's representation of values.
    [
      .systemLibrary(name: "CZeroMQ"),
      .target(name: "CBLAS"),
    ],
    [.systemLibrary(name: "CCrypto"), .systemLibrary(name: "CJansson")],
    [
      .systemLibrary(name: "CZlib"), .systemLibrary(name: "CPNG"),
      .systemLibrary(name: "CTurboJPEG"), .systemLibrary(name: "CSQLite"),
    ],
    [.systemLibrary(name: "CProcessor")],
    module("ApusText"),
    module("ApusValue"),
    module(
      "ApusLoops", testing: ["ApusLoopsV3", "ApusLoopsV4", "CProcessor"], data: ["Reference"]),
    loops("ApusLoopsV3", ["-march=x86-64-v3"]),
    loops("ApusLoopsV4", ["-march=x86-64-v4", "-mprefer-vector-width=512"]),

    // Level 1
    module(
      "ApusTensor",
      uses: ["ApusValue", "ApusLoops", "ApusLoopsV3", "ApusLoopsV4", "CBLAS", "CProcessor"],
      data: ["Reference"], settings: engineSettings),
    module("ApusSyntax", uses: ["ApusText"], data: ["Goldens"]),
    module("ApusJSON", uses: ["CJansson"], data: ["Reference"]),

    // Level 2
    module(
      "ApusGrad", uses: ["ApusTensor", "ApusValue"], data: ["Reference"],
      settings: engineSettings),
    module(
      "ApusFiles", uses: ["ApusTensor", "ApusJSON", "ApusValue", "CZlib", "CPNG", "CTurboJPEG"],
      data: ["Reference"]),
    module("ApusWire", uses: ["ApusJSON", "CCrypto"], data: ["Frames"]),
    module("ApusNotebook", uses: ["ApusJSON"], data: ["Reference"]),
    module("ApusDisplay", uses: ["ApusTensor", "ApusJSON"], data: ["Golden"]),
    module("ApusWidgets", uses: ["ApusJSON"], data: ["Reference"]),

    // Level 3
    module("ApusZeroMQ", uses: ["ApusWire", "ApusJSON", "CZeroMQ"]),

    // The library of layers is text, in our own language, until the language reads it.
    [
      .executableTarget(name: "LibraryWriter"),
      .plugin(
        name: "LibraryPlugin", capability: .buildTool(), dependencies: ["LibraryWriter"],
        path: "Sources/LibraryPlugin"),
      .target(
        name: "ApusNN", dependencies: ["ApusWidgets"], exclude: ["Library"],
        plugins: ["LibraryPlugin"]),
      .testTarget(
        name: "NNTests", dependencies: ["ApusNN", "ApusLanguage", "ApusText", "Corpus"],
        exclude: ["Reference"]),
    ],

    // Level 4
    module(
      "ApusLanguage",
      uses: [
        "ApusText", "ApusValue", "ApusSyntax", "ApusTensor", "ApusGrad", "ApusNN", "ApusDisplay",
        "ApusJSON", "ApusFiles", "ApusWidgets",
      ], testing: ["Corpus"], data: ["Transcripts"], settings: machineSettings),

    // Level 5
    module(
      "ApusKernel",
      uses: [
        "ApusLanguage", "ApusWire", "ApusDisplay", "ApusJSON", "ApusText", "CSQLite",
      ]),
    module(
      "ApusRunner", uses: ["ApusLanguage", "ApusNotebook", "ApusDisplay", "ApusJSON"]),

    [
      .target(
        name: "Apus",
        dependencies: ["ApusLanguage", "ApusGrad", "ApusTensor", "ApusDisplay", "ApusValue"],
        plugins: isDependency ? ["FacePlugin"] : [])
    ],
    isDependency
      ? [
        .executableTarget(name: "ApusFace", dependencies: ["ApusLanguage"]),
        .plugin(
          name: "FacePlugin", capability: .buildTool(), dependencies: ["ApusFace"],
          path: "Sources/FacePlugin"),
      ] : [],

    // Level 6
    module(
      "ApusCommand",
      uses: [
        "ApusKernel", "ApusRunner", "ApusZeroMQ", "ApusLanguage", "ApusNotebook", "ApusText",
        "ApusDisplay", "ApusJSON", "ApusWire", "ApusValue",
      ]),
    [.executableTarget(name: "apus", dependencies: ["ApusCommand"])],

    // What holds for all of them.
    [.testTarget(name: "HouseTests")],

    // The transcripts, and the program that compares them with what swiftc makes of them.
    [
      .target(name: "Corpus", dependencies: ["ApusLanguage"], path: "Tests/Corpus"),
      .executableTarget(
        name: "Agreement", dependencies: ["Corpus", "ApusNotebook", "Apus"],
        path: "Tests/Agreement",
        exclude: ["Native", "Planted", "differences.md"]),
    ],
  ].flatMap { $0 },
  swiftLanguageModes: [.v6]
)
