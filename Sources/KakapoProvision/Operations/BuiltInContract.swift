extension Contract {
  /// The contract that this package was built with.
  ///
  /// It is what the vendor's document says, with the evidence for each name; ``ContractCheck`` compares it with the
  /// service's own WSDL.
  public static let builtIn = ProvisionV3.contract
}
