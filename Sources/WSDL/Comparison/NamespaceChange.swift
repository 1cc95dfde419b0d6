/// A namespace and the one that took its place.
struct NamespaceChange: Hashable {
  let old: String?
  let new: String?
}
