import ApusFiles
import ApusTensor
import ApusValue

extension Builtin {
  /// Tensors in files that other programs read and write.
  static let tensorFiles: [Builtin] = [
    Builtin(
      "loadNpy", "func loadNpy(_ path: String) -> Tensor",
      summary: "The tensor in a file of NumPy's, `.npy`.",
      example: #"saveNpy(Tensor([1.0, 2.0]), "/tmp/a.npy")\#nloadNpy("/tmp/a.npy")"#,
      refusals: missing("loadNpy", "npy")
    ) { call in
      try named("loadNpy") { () throws(TensorError) in
        call.registers.set(try NpyFile.read(call.registers.string(0)).body)
      }
    },
    Builtin(
      "saveNpy", "func saveNpy(_ tensor: Tensor, _ path: String)",
      summary: "Writes a tensor to a file of NumPy's, `.npy`.",
      example: #"saveNpy(Tensor([1.0, 2.0]), "/tmp/a.npy")"#,
      refusals: unwritable("saveNpy(Tensor([1.0]), ", "npy")
    ) { call in
      try named("saveNpy") { () throws(TensorError) in
        try NpyFile.write(call.tensor(0), to: call.registers.string(1))
      }
    },
    Builtin(
      "loadNpz", "func loadNpz(_ path: String) -> [String: Tensor]",
      summary: "The tensors in an archive of NumPy's, `.npz`, by name.",
      example: #"saveNpz(["a": Tensor([1.0])], "/tmp/a.npz")\#nloadNpz("/tmp/a.npz")["a"]!"#,
      refusals: missing("loadNpz", "npz")
    ) { call in
      try named("loadNpz") { () throws(TensorError) in
        call.set(try NpzFile.read(call.registers.string(0)))
      }
    },
    Builtin(
      "saveNpz", "func saveNpz(_ tensors: [String: Tensor], _ path: String)",
      summary: "Writes tensors by name to an archive of NumPy's, `.npz`.",
      example: #"saveNpz(["a": Tensor([1.0])], "/tmp/a.npz")"#,
      refusals: unwritable(#"saveNpz(["a": Tensor([1.0])], "#, "npz")
    ) { call in
      try named("saveNpz") { () throws(TensorError) in
        try NpzFile.write(call.tensors(0), to: call.registers.string(1))
      }
    },
    Builtin(
      "loadSafetensors", "func loadSafetensors(_ path: String) -> [String: Tensor]",
      summary: "The tensors in a `.safetensors` file, by name.",
      example:
        #"saveSafetensors(["a": Tensor([1.0])], "/tmp/a.st")\#nloadSafetensors("/tmp/a.st")["a"]!"#,
      refusals: missing("loadSafetensors", "safetensors")
    ) { call in
      try named("loadSafetensors") { () throws(TensorError) in
        call.set(try SafetensorsFile.read(call.registers.string(0)))
      }
    },
    Builtin(
      "saveSafetensors", "func saveSafetensors(_ tensors: [String: Tensor], _ path: String)",
      summary: "Writes tensors by name to a `.safetensors` file.",
      example: #"saveSafetensors(["a": Tensor([1.0])], "/tmp/a.st")"#,
      refusals: unwritable(#"saveSafetensors(["a": Tensor([1.0])], "#, "safetensors")
    ) { call in
      try named("saveSafetensors") { () throws(TensorError) in
        try SafetensorsFile.write(call.tensors(0), to: call.registers.string(1))
      }
    },
    Builtin(
      "loadCSV",
      #"func loadCSV(_ path: String, header: Bool = false, separator: String = ",", dtype: DType = .float32) -> Tensor"#,
      summary: "The matrix of the numbers in a table as text; the first line may be names.",
      example: #"saveCSV(Tensor([[1.0, 2.0]]), "/tmp/a.csv")\#nloadCSV("/tmp/a.csv")"#,
      refusals: missing("loadCSV", "csv")
    ) { call in
      try named("loadCSV") { () throws(TensorError) in
        let matrix = try CSVFile.read(
          call.registers.string(0), header: call.registers.bool(1),
          separator: call.registers.string(2), dtype: DType.allCases[call.registers.int(3)])
        call.registers.set(matrix.body)
      }
    },
    Builtin(
      "saveCSV",
      #"func saveCSV(_ tensor: Tensor, _ path: String, header: [String] = [], separator: String = ",")"#,
      summary: "Writes a vector or a matrix as text, a line for each row.",
      example: #"saveCSV(Tensor([[1.0, 2.0]]), "/tmp/a.csv", header: ["x", "y"])"#,
      refusals: unwritable("saveCSV(Tensor([1.0]), ", "csv")
    ) { call in
      try named("saveCSV") { () throws(TensorError) in
        let names = Elements(.string, call.registers.objects[2])
        try CSVFile.write(
          call.tensor(0), to: call.registers.string(1),
          header: (0..<names.count).map { ValueText.describe(.string, 0, names[$0].object) },
          separator: call.registers.string(3))
      }
    },
    Builtin(
      "loadImage", "func loadImage(_ path: String) -> Tensor",
      summary: "The picture in a PNG or JPEG file: `uint8` in the shape [height, width, channels].",
      example:
        #"saveImage(Tensor.zeros(2, 3, 3, dtype: .uint8), "/tmp/a.png")\#nloadImage("/tmp/a.png").shape"#,
      refusals: missing("loadImage", "png")
    ) { call in
      try named("loadImage") { () throws(TensorError) in
        call.registers.set(try ImageFile.read(call.registers.string(0)).body)
      }
    },
    Builtin(
      "saveImage", "func saveImage(_ tensor: Tensor, _ path: String, quality: Int = 90)",
      summary: "Writes a picture, `uint8` [height, width, channels], to a `.png` or `.jpg` file.",
      example: #"saveImage(Tensor.zeros(2, 3, 3, dtype: .uint8), "/tmp/a.png")"#,
      refusals: unwritable("saveImage(Tensor.zeros(2, 3, 3, dtype: .uint8), ", "png") + [
        (
          #"saveImage(Tensor.zeros(2, 3), "/tmp/a.png")"#,
          "saveImage: a picture's elements are UInt8 from 0 to 255, got Float32 [2, 3]"
        ),
        (
          #"saveImage(Tensor.zeros(2, 3, 5, dtype: .uint8), "/tmp/a.png")"#,
          "saveImage: a picture is [height, width, channels] with 1 to 4 channels, got [2, 3, 5]"
        ),
        (
          #"saveImage(Tensor.zeros(2, 3, 4, dtype: .uint8), "/tmp/a.jpg")"#,
          "saveImage: a JPEG has 1 or 3 channels and no opacity, got 4"
        ),
      ]
    ) { call in
      try named("saveImage") { () throws(TensorError) in
        try ImageFile.write(
          call.tensor(0), to: call.registers.string(1), quality: call.registers.int(2))
      }
    },
  ]

  /// An error of the engine's, said of a row.
  static func named(_ name: String, _ body: () throws(TensorError) -> Void) throws {
    do {
      try body()
    } catch {
      var error = error
      error.operation = name
      throw error
    }
  }

  private static func missing(_ name: String, _ kind: String) -> [(code: String, sentence: String)]
  {
    [
      (
        "\(name)(\"nowhere.\(kind)\")",
        "\(name): the file 'nowhere.\(kind)' cannot be read: no such file or directory"
      )
    ]
  }

  private static func unwritable(
    _ call: String, _ kind: String
  ) -> [(code: String, sentence: String)] {
    let name = call.prefix { $0 != "(" }
    return [
      (
        "\(call)\"/nowhere/a.\(kind)\")",
        "\(name): the file '/nowhere/a.\(kind)' cannot be written: no such file or directory"
      )
    ]
  }
}

extension BuiltinCall {
  fileprivate func tensor(_ index: Int) -> Tensor {
    Tensor(registers.object(index, as: TensorBody.self))
  }

  /// The tensors of a dictionary, in its order.
  fileprivate func tensors(_ index: Int) -> [(name: String, tensor: Tensor)] {
    registers.object(index, as: DictionaryObject.self).named.compactMap { name, object in
      (object as? TensorBody).map { (name, Tensor($0)) }
    }
  }

  /// Puts a dictionary of tensors into the result.
  fileprivate func set(_ tensors: [(name: String, tensor: Tensor)]) {
    registers.set(DictionaryObject(named: tensors.map { ($0.name, $0.tensor.body) }))
  }
}

extension DictionaryObject {
  /// A dictionary of tensors by name.
  package convenience init(named objects: [(String, TensorBody)]) {
    self.init(keys: .string, values: .tensor)
    for (name, object) in objects { update((0, StringObject(name)), (0, object)) }
  }

  /// The objects of a dictionary with texts as keys, in its order.
  package var named: [(name: String, object: AnyObject?)] {
    (0..<count).map { index in
      (ValueText.describe(.string, 0, keys[index].object), values[index].object)
    }
  }
}
