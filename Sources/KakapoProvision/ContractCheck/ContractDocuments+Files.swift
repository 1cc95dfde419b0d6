import WSDL
package import XMLCore

extension ContractDocuments {
  /// A document as a file that needs nothing but the files beside it.
  package struct File: Sendable, Hashable {
    /// The name of the file.
    package let name: String

    /// What stands in it: UTF-8, or what the document itself says.
    package let bytes: [UInt8]
  }

  /// The documents as files of one folder that import each other under their names.
  ///
  /// - Parameter name: The name of the first; those of the others are made of it.
  /// - Returns: The files, in the order of ``sources``; a document that stands for itself is as it came.
  /// - Throws: `XMLReadingError` for a document that cannot be read, which was read before.
  package func files(named name: String) throws(XMLReadingError) -> [File] {
    if let only = sources.first, sources.count == 1,
      !XMLReader.needsCharset(only.bytes, charset: only.charset)
    {
      return [File(name: name, bytes: only.bytes)]
    }
    var names = [name]
    let stem = name.lastIndex(of: ".").map { name[..<$0] } ?? name[...]
    for (position, source) in sources.enumerated().dropFirst() {
      let root = try XMLReader(limits: WSDLLimits().document).read(source.bytes, charset: source.charset)
      names.append("\(stem)-\(position).\(root.nameEquals("schema") ? "xsd" : "wsdl")")
    }
    var files: [File] = []
    for (source, name) in zip(sources, names) {
      let document = try XMLReader.utf8(source.bytes, charset: source.charset)
      let references = ImportReferences(in: document) { location in
        position(of: DocumentLocation.resolve(location, against: source.location)).map { names[$0] }
      }
      files.append(File(name: name, bytes: references.replaced))
    }
    return files
  }
}
