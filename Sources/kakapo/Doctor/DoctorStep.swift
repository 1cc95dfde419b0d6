/// The steps from this machine to a call, in their order.
enum DoctorStep: String, Encodable, CaseIterable {
  case endpoint
  case proxy
  case name
  case tcp
  case tls
  case http
  case wsdl
  case contract
  case login
}
