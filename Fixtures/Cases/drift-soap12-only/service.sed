s|http://schemas.xmlsoap.org/wsdl/soap/|http://schemas.xmlsoap.org/wsdl/soap12/|
