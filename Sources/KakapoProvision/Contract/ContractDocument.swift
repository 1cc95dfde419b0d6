// Generated from Fixtures/Contract/ProvisionV3.wsdl; see Fixtures/README.md.
// A literal, because a resource bundle would have to travel with every program that uses the library.

/// The WSDL of the contract that this package was built with.
package enum ContractDocument {
  /// The document in UTF-8.
  package static var bytes: [UInt8] { Array((wsdl + "\n").utf8) }

  private static let wsdl: String = ##"""
    <?xml version="1.0" encoding="utf-8"?>
    <wsdl:definitions xmlns:tns="http://kakaposystems.com/" xmlns:s="http://www.w3.org/2001/XMLSchema" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:soap12="http://schemas.xmlsoap.org/wsdl/soap12/" targetNamespace="http://kakaposystems.com/" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/">
      <wsdl:types>
        <s:schema elementFormDefault="qualified" targetNamespace="http://kakaposystems.com/">
          <s:element name="AddGroup">
            <s:complexType>
              <s:sequence>
                <s:element minOccurs="0" maxOccurs="1" name="loginUserName" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="loginPassword" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="serverHostName" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="resellerId" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="groupId" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="groupName" type="s:string" />
              </s:sequence>
            </s:complexType>
          </s:element>
          <s:element name="AddGroupResponse">
            <s:complexType>
              <s:sequence>
                <s:element minOccurs="0" maxOccurs="1" name="AddGroupResult" type="tns:ProvisionResult" />
              </s:sequence>
            </s:complexType>
          </s:element>
          <s:element name="AddGroupAgentAssociation">
            <s:complexType>
              <s:sequence>
                <s:element minOccurs="0" maxOccurs="1" name="loginUserName" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="loginPassword" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="serverHostName" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="resellerId" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="groupId" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="portalUserName" type="s:string" />
              </s:sequence>
            </s:complexType>
          </s:element>
          <s:element name="AddGroupAgentAssociationResponse">
            <s:complexType>
              <s:sequence>
                <s:element minOccurs="0" maxOccurs="1" name="AddGroupAgentAssociationResult" type="tns:ProvisionResult" />
              </s:sequence>
            </s:complexType>
          </s:element>
          <s:element name="AddGroupLicenseSubPurchase">
            <s:complexType>
              <s:sequence>
                <s:element minOccurs="0" maxOccurs="1" name="loginUserName" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="loginPassword" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="serverHostName" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="resellerId" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="groupId" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="applicationName" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="licenseType" type="s:string" />
                <s:element minOccurs="1" maxOccurs="1" name="quantity" type="s:int" />
              </s:sequence>
            </s:complexType>
          </s:element>
          <s:element name="AddGroupLicenseSubPurchaseResponse">
            <s:complexType>
              <s:sequence>
                <s:element minOccurs="0" maxOccurs="1" name="AddGroupLicenseSubPurchaseResult" type="tns:ProvisionResult" />
              </s:sequence>
            </s:complexType>
          </s:element>
          <s:element name="AddMediaStream">
            <s:complexType>
              <s:sequence>
                <s:element minOccurs="0" maxOccurs="1" name="loginUserName" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="loginPassword" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="serverHostName" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="resellerId" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="groupId" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="queueId" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="mediaStreamType" type="s:string" />
              </s:sequence>
            </s:complexType>
          </s:element>
          <s:element name="AddMediaStreamResponse">
            <s:complexType>
              <s:sequence>
                <s:element minOccurs="0" maxOccurs="1" name="AddMediaStreamResult" type="tns:ProvisionResult" />
              </s:sequence>
            </s:complexType>
          </s:element>
          <s:element name="AddPortalUser">
            <s:complexType>
              <s:sequence>
                <s:element minOccurs="0" maxOccurs="1" name="loginUserName" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="loginPassword" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="serverHostName" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="newUserResellerId" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="newUserGroupId" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="newUserName" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="newUserPassword" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="newUserEmail" type="s:string" />
              </s:sequence>
            </s:complexType>
          </s:element>
          <s:element name="AddPortalUserResponse">
            <s:complexType>
              <s:sequence>
                <s:element minOccurs="0" maxOccurs="1" name="AddPortalUserResult" type="tns:ProvisionResult" />
              </s:sequence>
            </s:complexType>
          </s:element>
          <s:element name="AddQueue">
            <s:complexType>
              <s:sequence>
                <s:element minOccurs="0" maxOccurs="1" name="loginUserName" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="loginPassword" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="serverHostName" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="resellerId" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="groupId" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="queueId" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="queueName" type="s:string" />
              </s:sequence>
            </s:complexType>
          </s:element>
          <s:element name="AddQueueResponse">
            <s:complexType>
              <s:sequence>
                <s:element minOccurs="0" maxOccurs="1" name="AddQueueResult" type="tns:ProvisionResult" />
              </s:sequence>
            </s:complexType>
          </s:element>
          <s:element name="AddReseller">
            <s:complexType>
              <s:sequence>
                <s:element minOccurs="0" maxOccurs="1" name="loginUserName" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="loginPassword" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="serverHostName" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="resellerId" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="resellerName" type="s:string" />
              </s:sequence>
            </s:complexType>
          </s:element>
          <s:element name="AddResellerResponse">
            <s:complexType>
              <s:sequence>
                <s:element minOccurs="0" maxOccurs="1" name="AddResellerResult" type="tns:ProvisionResult" />
              </s:sequence>
            </s:complexType>
          </s:element>
          <s:element name="AddResellerLicenseSubPurchase">
            <s:complexType>
              <s:sequence>
                <s:element minOccurs="0" maxOccurs="1" name="loginUserName" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="loginPassword" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="serverHostName" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="resellerId" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="applicationName" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="licenseType" type="s:string" />
                <s:element minOccurs="1" maxOccurs="1" name="quantity" type="s:int" />
              </s:sequence>
            </s:complexType>
          </s:element>
          <s:element name="AddResellerLicenseSubPurchaseResponse">
            <s:complexType>
              <s:sequence>
                <s:element minOccurs="0" maxOccurs="1" name="AddResellerLicenseSubPurchaseResult" type="tns:ProvisionResult" />
              </s:sequence>
            </s:complexType>
          </s:element>
          <s:element name="AddSystemProvider">
            <s:complexType>
              <s:sequence>
                <s:element minOccurs="0" maxOccurs="1" name="loginUserName" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="loginPassword" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="newSystemProviderServerHostName" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="newSystemProviderId" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="newSystemProviderName" type="s:string" />
              </s:sequence>
            </s:complexType>
          </s:element>
          <s:element name="AddSystemProviderResponse">
            <s:complexType>
              <s:sequence>
                <s:element minOccurs="0" maxOccurs="1" name="AddSystemProviderResult" type="tns:ProvisionResult" />
              </s:sequence>
            </s:complexType>
          </s:element>
          <s:element name="AddUserLicense">
            <s:complexType>
              <s:sequence>
                <s:element minOccurs="0" maxOccurs="1" name="loginUserName" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="loginPassword" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="serverHostName" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="broadworksUserId" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="applicationName" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="licenseType" type="s:string" />
              </s:sequence>
            </s:complexType>
          </s:element>
          <s:element name="AddUserLicenseResponse">
            <s:complexType>
              <s:sequence>
                <s:element minOccurs="0" maxOccurs="1" name="AddUserLicenseResult" type="tns:ProvisionResult" />
              </s:sequence>
            </s:complexType>
          </s:element>
          <s:element name="AddUserWithHierarchy">
            <s:complexType>
              <s:sequence>
                <s:element minOccurs="0" maxOccurs="1" name="loginUserName" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="loginPassword" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="serverHostName" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="resellerId" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="resellerName" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="groupId" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="groupName" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="broadworksUserId" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="userName" type="s:string" />
              </s:sequence>
            </s:complexType>
          </s:element>
          <s:element name="AddUserWithHierarchyResponse">
            <s:complexType>
              <s:sequence>
                <s:element minOccurs="0" maxOccurs="1" name="AddUserWithHierarchyResult" type="tns:ProvisionResult" />
              </s:sequence>
            </s:complexType>
          </s:element>
          <s:element name="DeleteGroup">
            <s:complexType>
              <s:sequence>
                <s:element minOccurs="0" maxOccurs="1" name="loginUserName" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="loginPassword" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="serverHostName" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="resellerId" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="groupId" type="s:string" />
              </s:sequence>
            </s:complexType>
          </s:element>
          <s:element name="DeleteGroupResponse">
            <s:complexType>
              <s:sequence>
                <s:element minOccurs="0" maxOccurs="1" name="DeleteGroupResult" type="tns:ProvisionResult" />
              </s:sequence>
            </s:complexType>
          </s:element>
          <s:element name="DeleteReseller">
            <s:complexType>
              <s:sequence>
                <s:element minOccurs="0" maxOccurs="1" name="loginUserName" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="loginPassword" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="serverHostName" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="resellerId" type="s:string" />
              </s:sequence>
            </s:complexType>
          </s:element>
          <s:element name="DeleteResellerResponse">
            <s:complexType>
              <s:sequence>
                <s:element minOccurs="0" maxOccurs="1" name="DeleteResellerResult" type="tns:ProvisionResult" />
              </s:sequence>
            </s:complexType>
          </s:element>
          <s:element name="DeleteUser">
            <s:complexType>
              <s:sequence>
                <s:element minOccurs="0" maxOccurs="1" name="loginUserName" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="loginPassword" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="serverHostName" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="broadworksUserId" type="s:string" />
              </s:sequence>
            </s:complexType>
          </s:element>
          <s:element name="DeleteUserResponse">
            <s:complexType>
              <s:sequence>
                <s:element minOccurs="0" maxOccurs="1" name="DeleteUserResult" type="tns:ProvisionResult" />
              </s:sequence>
            </s:complexType>
          </s:element>
          <s:element name="DeleteUserLicense">
            <s:complexType>
              <s:sequence>
                <s:element minOccurs="0" maxOccurs="1" name="loginUserName" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="loginPassword" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="serverHostName" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="broadworksUserId" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="applicationName" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="licenseType" type="s:string" />
              </s:sequence>
            </s:complexType>
          </s:element>
          <s:element name="DeleteUserLicenseResponse">
            <s:complexType>
              <s:sequence>
                <s:element minOccurs="0" maxOccurs="1" name="DeleteUserLicenseResult" type="tns:ProvisionResult" />
              </s:sequence>
            </s:complexType>
          </s:element>
          <s:element name="DeleteUserLicenses">
            <s:complexType>
              <s:sequence>
                <s:element minOccurs="0" maxOccurs="1" name="loginUserName" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="loginPassword" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="serverHostName" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="broadworksUserId" type="s:string" />
              </s:sequence>
            </s:complexType>
          </s:element>
          <s:element name="DeleteUserLicensesResponse">
            <s:complexType>
              <s:sequence>
                <s:element minOccurs="0" maxOccurs="1" name="DeleteUserLicensesResult" type="tns:ProvisionResult" />
              </s:sequence>
            </s:complexType>
          </s:element>
          <s:element name="GetUserLicenses">
            <s:complexType>
              <s:sequence>
                <s:element minOccurs="0" maxOccurs="1" name="loginUserName" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="loginPassword" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="serverHostName" type="s:string" />
                <s:element minOccurs="0" maxOccurs="1" name="broadworksUserId" type="s:string" />
              </s:sequence>
            </s:complexType>
          </s:element>
          <s:element name="GetUserLicensesResponse">
            <s:complexType>
              <s:sequence>
                <s:element minOccurs="0" maxOccurs="1" name="GetUserLicensesResult" type="tns:UserLicensesResult" />
              </s:sequence>
            </s:complexType>
          </s:element>
          <s:complexType name="ProvisionResult">
            <s:sequence>
              <s:element minOccurs="1" maxOccurs="1" name="success" type="s:boolean" />
              <s:element minOccurs="0" maxOccurs="1" name="errorMessage" type="s:string" />
            </s:sequence>
          </s:complexType>
          <s:complexType name="UserLicensesResult">
            <s:sequence>
              <s:element minOccurs="1" maxOccurs="1" name="success" type="s:boolean" />
              <s:element minOccurs="0" maxOccurs="1" name="errorMessage" type="s:string" />
              <s:element minOccurs="0" maxOccurs="1" name="licenses" type="tns:ArrayOfLicense" />
            </s:sequence>
          </s:complexType>
          <s:complexType name="ArrayOfLicense">
            <s:sequence>
              <s:element minOccurs="0" maxOccurs="unbounded" name="License" nillable="true" type="tns:License" />
            </s:sequence>
          </s:complexType>
          <s:complexType name="License">
            <s:sequence>
              <s:element minOccurs="0" maxOccurs="1" name="applicationName" type="s:string" />
              <s:element minOccurs="0" maxOccurs="1" name="licenseType" type="s:string" />
            </s:sequence>
          </s:complexType>
        </s:schema>
      </wsdl:types>
      <wsdl:message name="AddGroupSoapIn">
        <wsdl:part name="parameters" element="tns:AddGroup" />
      </wsdl:message>
      <wsdl:message name="AddGroupSoapOut">
        <wsdl:part name="parameters" element="tns:AddGroupResponse" />
      </wsdl:message>
      <wsdl:message name="AddGroupAgentAssociationSoapIn">
        <wsdl:part name="parameters" element="tns:AddGroupAgentAssociation" />
      </wsdl:message>
      <wsdl:message name="AddGroupAgentAssociationSoapOut">
        <wsdl:part name="parameters" element="tns:AddGroupAgentAssociationResponse" />
      </wsdl:message>
      <wsdl:message name="AddGroupLicenseSubPurchaseSoapIn">
        <wsdl:part name="parameters" element="tns:AddGroupLicenseSubPurchase" />
      </wsdl:message>
      <wsdl:message name="AddGroupLicenseSubPurchaseSoapOut">
        <wsdl:part name="parameters" element="tns:AddGroupLicenseSubPurchaseResponse" />
      </wsdl:message>
      <wsdl:message name="AddMediaStreamSoapIn">
        <wsdl:part name="parameters" element="tns:AddMediaStream" />
      </wsdl:message>
      <wsdl:message name="AddMediaStreamSoapOut">
        <wsdl:part name="parameters" element="tns:AddMediaStreamResponse" />
      </wsdl:message>
      <wsdl:message name="AddPortalUserSoapIn">
        <wsdl:part name="parameters" element="tns:AddPortalUser" />
      </wsdl:message>
      <wsdl:message name="AddPortalUserSoapOut">
        <wsdl:part name="parameters" element="tns:AddPortalUserResponse" />
      </wsdl:message>
      <wsdl:message name="AddQueueSoapIn">
        <wsdl:part name="parameters" element="tns:AddQueue" />
      </wsdl:message>
      <wsdl:message name="AddQueueSoapOut">
        <wsdl:part name="parameters" element="tns:AddQueueResponse" />
      </wsdl:message>
      <wsdl:message name="AddResellerSoapIn">
        <wsdl:part name="parameters" element="tns:AddReseller" />
      </wsdl:message>
      <wsdl:message name="AddResellerSoapOut">
        <wsdl:part name="parameters" element="tns:AddResellerResponse" />
      </wsdl:message>
      <wsdl:message name="AddResellerLicenseSubPurchaseSoapIn">
        <wsdl:part name="parameters" element="tns:AddResellerLicenseSubPurchase" />
      </wsdl:message>
      <wsdl:message name="AddResellerLicenseSubPurchaseSoapOut">
        <wsdl:part name="parameters" element="tns:AddResellerLicenseSubPurchaseResponse" />
      </wsdl:message>
      <wsdl:message name="AddSystemProviderSoapIn">
        <wsdl:part name="parameters" element="tns:AddSystemProvider" />
      </wsdl:message>
      <wsdl:message name="AddSystemProviderSoapOut">
        <wsdl:part name="parameters" element="tns:AddSystemProviderResponse" />
      </wsdl:message>
      <wsdl:message name="AddUserLicenseSoapIn">
        <wsdl:part name="parameters" element="tns:AddUserLicense" />
      </wsdl:message>
      <wsdl:message name="AddUserLicenseSoapOut">
        <wsdl:part name="parameters" element="tns:AddUserLicenseResponse" />
      </wsdl:message>
      <wsdl:message name="AddUserWithHierarchySoapIn">
        <wsdl:part name="parameters" element="tns:AddUserWithHierarchy" />
      </wsdl:message>
      <wsdl:message name="AddUserWithHierarchySoapOut">
        <wsdl:part name="parameters" element="tns:AddUserWithHierarchyResponse" />
      </wsdl:message>
      <wsdl:message name="DeleteGroupSoapIn">
        <wsdl:part name="parameters" element="tns:DeleteGroup" />
      </wsdl:message>
      <wsdl:message name="DeleteGroupSoapOut">
        <wsdl:part name="parameters" element="tns:DeleteGroupResponse" />
      </wsdl:message>
      <wsdl:message name="DeleteResellerSoapIn">
        <wsdl:part name="parameters" element="tns:DeleteReseller" />
      </wsdl:message>
      <wsdl:message name="DeleteResellerSoapOut">
        <wsdl:part name="parameters" element="tns:DeleteResellerResponse" />
      </wsdl:message>
      <wsdl:message name="DeleteUserSoapIn">
        <wsdl:part name="parameters" element="tns:DeleteUser" />
      </wsdl:message>
      <wsdl:message name="DeleteUserSoapOut">
        <wsdl:part name="parameters" element="tns:DeleteUserResponse" />
      </wsdl:message>
      <wsdl:message name="DeleteUserLicenseSoapIn">
        <wsdl:part name="parameters" element="tns:DeleteUserLicense" />
      </wsdl:message>
      <wsdl:message name="DeleteUserLicenseSoapOut">
        <wsdl:part name="parameters" element="tns:DeleteUserLicenseResponse" />
      </wsdl:message>
      <wsdl:message name="DeleteUserLicensesSoapIn">
        <wsdl:part name="parameters" element="tns:DeleteUserLicenses" />
      </wsdl:message>
      <wsdl:message name="DeleteUserLicensesSoapOut">
        <wsdl:part name="parameters" element="tns:DeleteUserLicensesResponse" />
      </wsdl:message>
      <wsdl:message name="GetUserLicensesSoapIn">
        <wsdl:part name="parameters" element="tns:GetUserLicenses" />
      </wsdl:message>
      <wsdl:message name="GetUserLicensesSoapOut">
        <wsdl:part name="parameters" element="tns:GetUserLicensesResponse" />
      </wsdl:message>
      <wsdl:portType name="ProvisionV3Soap">
        <wsdl:operation name="AddGroup">
          <wsdl:documentation>Adds a group to a reseller.</wsdl:documentation>
          <wsdl:input message="tns:AddGroupSoapIn" />
          <wsdl:output message="tns:AddGroupSoapOut" />
        </wsdl:operation>
        <wsdl:operation name="AddGroupAgentAssociation">
          <wsdl:documentation>Makes an existing portal user an agent of a group.</wsdl:documentation>
          <wsdl:input message="tns:AddGroupAgentAssociationSoapIn" />
          <wsdl:output message="tns:AddGroupAgentAssociationSoapOut" />
        </wsdl:operation>
        <wsdl:operation name="AddGroupLicenseSubPurchase">
          <wsdl:documentation>Buys licences for a group out of the pools of its system provider and its reseller.</wsdl:documentation>
          <wsdl:input message="tns:AddGroupLicenseSubPurchaseSoapIn" />
          <wsdl:output message="tns:AddGroupLicenseSubPurchaseSoapOut" />
        </wsdl:operation>
        <wsdl:operation name="AddMediaStream">
          <wsdl:documentation>Adds a media stream to a contact center queue.</wsdl:documentation>
          <wsdl:input message="tns:AddMediaStreamSoapIn" />
          <wsdl:output message="tns:AddMediaStreamSoapOut" />
        </wsdl:operation>
        <wsdl:operation name="AddPortalUser">
          <wsdl:documentation>Adds an account that may log in to the partner portal and administer it.</wsdl:documentation>
          <wsdl:input message="tns:AddPortalUserSoapIn" />
          <wsdl:output message="tns:AddPortalUserSoapOut" />
        </wsdl:operation>
        <wsdl:operation name="AddQueue">
          <wsdl:documentation>Adds a contact center queue to a group or a reseller.</wsdl:documentation>
          <wsdl:input message="tns:AddQueueSoapIn" />
          <wsdl:output message="tns:AddQueueSoapOut" />
        </wsdl:operation>
        <wsdl:operation name="AddReseller">
          <wsdl:documentation>Adds a reseller (an enterprise or service provider) to a system provider.</wsdl:documentation>
          <wsdl:input message="tns:AddResellerSoapIn" />
          <wsdl:output message="tns:AddResellerSoapOut" />
        </wsdl:operation>
        <wsdl:operation name="AddResellerLicenseSubPurchase">
          <wsdl:documentation>Buys licences for a reseller out of the pool of its system provider.</wsdl:documentation>
          <wsdl:input message="tns:AddResellerLicenseSubPurchaseSoapIn" />
          <wsdl:output message="tns:AddResellerLicenseSubPurchaseSoapOut" />
        </wsdl:operation>
        <wsdl:operation name="AddSystemProvider">
          <wsdl:documentation>Creates a child system provider, which its parent can manage through the portal.</wsdl:documentation>
          <wsdl:input message="tns:AddSystemProviderSoapIn" />
          <wsdl:output message="tns:AddSystemProviderSoapOut" />
        </wsdl:operation>
        <wsdl:operation name="AddUserLicense">
          <wsdl:documentation>Assigns a licence to a user.</wsdl:documentation>
          <wsdl:input message="tns:AddUserLicenseSoapIn" />
          <wsdl:output message="tns:AddUserLicenseSoapOut" />
        </wsdl:operation>
        <wsdl:operation name="AddUserWithHierarchy">
          <wsdl:documentation>Adds a user, and the reseller and the group when they are missing.</wsdl:documentation>
          <wsdl:input message="tns:AddUserWithHierarchySoapIn" />
          <wsdl:output message="tns:AddUserWithHierarchySoapOut" />
        </wsdl:operation>
        <wsdl:operation name="DeleteGroup">
          <wsdl:documentation>Deletes a group and the active users in it.</wsdl:documentation>
          <wsdl:input message="tns:DeleteGroupSoapIn" />
          <wsdl:output message="tns:DeleteGroupSoapOut" />
        </wsdl:operation>
        <wsdl:operation name="DeleteReseller">
          <wsdl:documentation>Deletes a reseller and the active groups and users in it.</wsdl:documentation>
          <wsdl:input message="tns:DeleteResellerSoapIn" />
          <wsdl:output message="tns:DeleteResellerSoapOut" />
        </wsdl:operation>
        <wsdl:operation name="DeleteUser">
          <wsdl:documentation>Deletes a user and takes away its licences.</wsdl:documentation>
          <wsdl:input message="tns:DeleteUserSoapIn" />
          <wsdl:output message="tns:DeleteUserSoapOut" />
        </wsdl:operation>
        <wsdl:operation name="DeleteUserLicense">
          <wsdl:documentation>Takes one licence from a user.</wsdl:documentation>
          <wsdl:input message="tns:DeleteUserLicenseSoapIn" />
          <wsdl:output message="tns:DeleteUserLicenseSoapOut" />
        </wsdl:operation>
        <wsdl:operation name="DeleteUserLicenses">
          <wsdl:documentation>Takes all licences from a user.</wsdl:documentation>
          <wsdl:input message="tns:DeleteUserLicensesSoapIn" />
          <wsdl:output message="tns:DeleteUserLicensesSoapOut" />
        </wsdl:operation>
        <wsdl:operation name="GetUserLicenses">
          <wsdl:documentation>Returns the licences that a user holds.</wsdl:documentation>
          <wsdl:input message="tns:GetUserLicensesSoapIn" />
          <wsdl:output message="tns:GetUserLicensesSoapOut" />
        </wsdl:operation>
      </wsdl:portType>
      <wsdl:binding name="ProvisionV3Soap" type="tns:ProvisionV3Soap">
        <soap:binding transport="http://schemas.xmlsoap.org/soap/http" />
        <wsdl:operation name="AddGroup">
          <soap:operation soapAction="http://kakaposystems.com/AddGroup" style="document" />
          <wsdl:input>
            <soap:body use="literal" />
          </wsdl:input>
          <wsdl:output>
            <soap:body use="literal" />
          </wsdl:output>
        </wsdl:operation>
        <wsdl:operation name="AddGroupAgentAssociation">
          <soap:operation soapAction="http://kakaposystems.com/AddGroupAgentAssociation" style="document" />
          <wsdl:input>
            <soap:body use="literal" />
          </wsdl:input>
          <wsdl:output>
            <soap:body use="literal" />
          </wsdl:output>
        </wsdl:operation>
        <wsdl:operation name="AddGroupLicenseSubPurchase">
          <soap:operation soapAction="http://kakaposystems.com/AddGroupLicenseSubPurchase" style="document" />
          <wsdl:input>
            <soap:body use="literal" />
          </wsdl:input>
          <wsdl:output>
            <soap:body use="literal" />
          </wsdl:output>
        </wsdl:operation>
        <wsdl:operation name="AddMediaStream">
          <soap:operation soapAction="http://kakaposystems.com/AddMediaStream" style="document" />
          <wsdl:input>
            <soap:body use="literal" />
          </wsdl:input>
          <wsdl:output>
            <soap:body use="literal" />
          </wsdl:output>
        </wsdl:operation>
        <wsdl:operation name="AddPortalUser">
          <soap:operation soapAction="http://kakaposystems.com/AddPortalUser" style="document" />
          <wsdl:input>
            <soap:body use="literal" />
          </wsdl:input>
          <wsdl:output>
            <soap:body use="literal" />
          </wsdl:output>
        </wsdl:operation>
        <wsdl:operation name="AddQueue">
          <soap:operation soapAction="http://kakaposystems.com/AddQueue" style="document" />
          <wsdl:input>
            <soap:body use="literal" />
          </wsdl:input>
          <wsdl:output>
            <soap:body use="literal" />
          </wsdl:output>
        </wsdl:operation>
        <wsdl:operation name="AddReseller">
          <soap:operation soapAction="http://kakaposystems.com/AddReseller" style="document" />
          <wsdl:input>
            <soap:body use="literal" />
          </wsdl:input>
          <wsdl:output>
            <soap:body use="literal" />
          </wsdl:output>
        </wsdl:operation>
        <wsdl:operation name="AddResellerLicenseSubPurchase">
          <soap:operation soapAction="http://kakaposystems.com/AddResellerLicenseSubPurchase" style="document" />
          <wsdl:input>
            <soap:body use="literal" />
          </wsdl:input>
          <wsdl:output>
            <soap:body use="literal" />
          </wsdl:output>
        </wsdl:operation>
        <wsdl:operation name="AddSystemProvider">
          <soap:operation soapAction="http://kakaposystems.com/AddSystemProvider" style="document" />
          <wsdl:input>
            <soap:body use="literal" />
          </wsdl:input>
          <wsdl:output>
            <soap:body use="literal" />
          </wsdl:output>
        </wsdl:operation>
        <wsdl:operation name="AddUserLicense">
          <soap:operation soapAction="http://kakaposystems.com/AddUserLicense" style="document" />
          <wsdl:input>
            <soap:body use="literal" />
          </wsdl:input>
          <wsdl:output>
            <soap:body use="literal" />
          </wsdl:output>
        </wsdl:operation>
        <wsdl:operation name="AddUserWithHierarchy">
          <soap:operation soapAction="http://kakaposystems.com/AddUserWithHierarchy" style="document" />
          <wsdl:input>
            <soap:body use="literal" />
          </wsdl:input>
          <wsdl:output>
            <soap:body use="literal" />
          </wsdl:output>
        </wsdl:operation>
        <wsdl:operation name="DeleteGroup">
          <soap:operation soapAction="http://kakaposystems.com/DeleteGroup" style="document" />
          <wsdl:input>
            <soap:body use="literal" />
          </wsdl:input>
          <wsdl:output>
            <soap:body use="literal" />
          </wsdl:output>
        </wsdl:operation>
        <wsdl:operation name="DeleteReseller">
          <soap:operation soapAction="http://kakaposystems.com/DeleteReseller" style="document" />
          <wsdl:input>
            <soap:body use="literal" />
          </wsdl:input>
          <wsdl:output>
            <soap:body use="literal" />
          </wsdl:output>
        </wsdl:operation>
        <wsdl:operation name="DeleteUser">
          <soap:operation soapAction="http://kakaposystems.com/DeleteUser" style="document" />
          <wsdl:input>
            <soap:body use="literal" />
          </wsdl:input>
          <wsdl:output>
            <soap:body use="literal" />
          </wsdl:output>
        </wsdl:operation>
        <wsdl:operation name="DeleteUserLicense">
          <soap:operation soapAction="http://kakaposystems.com/DeleteUserLicense" style="document" />
          <wsdl:input>
            <soap:body use="literal" />
          </wsdl:input>
          <wsdl:output>
            <soap:body use="literal" />
          </wsdl:output>
        </wsdl:operation>
        <wsdl:operation name="DeleteUserLicenses">
          <soap:operation soapAction="http://kakaposystems.com/DeleteUserLicenses" style="document" />
          <wsdl:input>
            <soap:body use="literal" />
          </wsdl:input>
          <wsdl:output>
            <soap:body use="literal" />
          </wsdl:output>
        </wsdl:operation>
        <wsdl:operation name="GetUserLicenses">
          <soap:operation soapAction="http://kakaposystems.com/GetUserLicenses" style="document" />
          <wsdl:input>
            <soap:body use="literal" />
          </wsdl:input>
          <wsdl:output>
            <soap:body use="literal" />
          </wsdl:output>
        </wsdl:operation>
      </wsdl:binding>
      <wsdl:binding name="ProvisionV3Soap12" type="tns:ProvisionV3Soap">
        <soap12:binding transport="http://schemas.xmlsoap.org/soap/http" />
        <wsdl:operation name="AddGroup">
          <soap12:operation soapAction="http://kakaposystems.com/AddGroup" style="document" />
          <wsdl:input>
            <soap12:body use="literal" />
          </wsdl:input>
          <wsdl:output>
            <soap12:body use="literal" />
          </wsdl:output>
        </wsdl:operation>
        <wsdl:operation name="AddGroupAgentAssociation">
          <soap12:operation soapAction="http://kakaposystems.com/AddGroupAgentAssociation" style="document" />
          <wsdl:input>
            <soap12:body use="literal" />
          </wsdl:input>
          <wsdl:output>
            <soap12:body use="literal" />
          </wsdl:output>
        </wsdl:operation>
        <wsdl:operation name="AddGroupLicenseSubPurchase">
          <soap12:operation soapAction="http://kakaposystems.com/AddGroupLicenseSubPurchase" style="document" />
          <wsdl:input>
            <soap12:body use="literal" />
          </wsdl:input>
          <wsdl:output>
            <soap12:body use="literal" />
          </wsdl:output>
        </wsdl:operation>
        <wsdl:operation name="AddMediaStream">
          <soap12:operation soapAction="http://kakaposystems.com/AddMediaStream" style="document" />
          <wsdl:input>
            <soap12:body use="literal" />
          </wsdl:input>
          <wsdl:output>
            <soap12:body use="literal" />
          </wsdl:output>
        </wsdl:operation>
        <wsdl:operation name="AddPortalUser">
          <soap12:operation soapAction="http://kakaposystems.com/AddPortalUser" style="document" />
          <wsdl:input>
            <soap12:body use="literal" />
          </wsdl:input>
          <wsdl:output>
            <soap12:body use="literal" />
          </wsdl:output>
        </wsdl:operation>
        <wsdl:operation name="AddQueue">
          <soap12:operation soapAction="http://kakaposystems.com/AddQueue" style="document" />
          <wsdl:input>
            <soap12:body use="literal" />
          </wsdl:input>
          <wsdl:output>
            <soap12:body use="literal" />
          </wsdl:output>
        </wsdl:operation>
        <wsdl:operation name="AddReseller">
          <soap12:operation soapAction="http://kakaposystems.com/AddReseller" style="document" />
          <wsdl:input>
            <soap12:body use="literal" />
          </wsdl:input>
          <wsdl:output>
            <soap12:body use="literal" />
          </wsdl:output>
        </wsdl:operation>
        <wsdl:operation name="AddResellerLicenseSubPurchase">
          <soap12:operation soapAction="http://kakaposystems.com/AddResellerLicenseSubPurchase" style="document" />
          <wsdl:input>
            <soap12:body use="literal" />
          </wsdl:input>
          <wsdl:output>
            <soap12:body use="literal" />
          </wsdl:output>
        </wsdl:operation>
        <wsdl:operation name="AddSystemProvider">
          <soap12:operation soapAction="http://kakaposystems.com/AddSystemProvider" style="document" />
          <wsdl:input>
            <soap12:body use="literal" />
          </wsdl:input>
          <wsdl:output>
            <soap12:body use="literal" />
          </wsdl:output>
        </wsdl:operation>
        <wsdl:operation name="AddUserLicense">
          <soap12:operation soapAction="http://kakaposystems.com/AddUserLicense" style="document" />
          <wsdl:input>
            <soap12:body use="literal" />
          </wsdl:input>
          <wsdl:output>
            <soap12:body use="literal" />
          </wsdl:output>
        </wsdl:operation>
        <wsdl:operation name="AddUserWithHierarchy">
          <soap12:operation soapAction="http://kakaposystems.com/AddUserWithHierarchy" style="document" />
          <wsdl:input>
            <soap12:body use="literal" />
          </wsdl:input>
          <wsdl:output>
            <soap12:body use="literal" />
          </wsdl:output>
        </wsdl:operation>
        <wsdl:operation name="DeleteGroup">
          <soap12:operation soapAction="http://kakaposystems.com/DeleteGroup" style="document" />
          <wsdl:input>
            <soap12:body use="literal" />
          </wsdl:input>
          <wsdl:output>
            <soap12:body use="literal" />
          </wsdl:output>
        </wsdl:operation>
        <wsdl:operation name="DeleteReseller">
          <soap12:operation soapAction="http://kakaposystems.com/DeleteReseller" style="document" />
          <wsdl:input>
            <soap12:body use="literal" />
          </wsdl:input>
          <wsdl:output>
            <soap12:body use="literal" />
          </wsdl:output>
        </wsdl:operation>
        <wsdl:operation name="DeleteUser">
          <soap12:operation soapAction="http://kakaposystems.com/DeleteUser" style="document" />
          <wsdl:input>
            <soap12:body use="literal" />
          </wsdl:input>
          <wsdl:output>
            <soap12:body use="literal" />
          </wsdl:output>
        </wsdl:operation>
        <wsdl:operation name="DeleteUserLicense">
          <soap12:operation soapAction="http://kakaposystems.com/DeleteUserLicense" style="document" />
          <wsdl:input>
            <soap12:body use="literal" />
          </wsdl:input>
          <wsdl:output>
            <soap12:body use="literal" />
          </wsdl:output>
        </wsdl:operation>
        <wsdl:operation name="DeleteUserLicenses">
          <soap12:operation soapAction="http://kakaposystems.com/DeleteUserLicenses" style="document" />
          <wsdl:input>
            <soap12:body use="literal" />
          </wsdl:input>
          <wsdl:output>
            <soap12:body use="literal" />
          </wsdl:output>
        </wsdl:operation>
        <wsdl:operation name="GetUserLicenses">
          <soap12:operation soapAction="http://kakaposystems.com/GetUserLicenses" style="document" />
          <wsdl:input>
            <soap12:body use="literal" />
          </wsdl:input>
          <wsdl:output>
            <soap12:body use="literal" />
          </wsdl:output>
        </wsdl:operation>
      </wsdl:binding>
      <wsdl:service name="ProvisionV3">
        <wsdl:port name="ProvisionV3Soap" binding="tns:ProvisionV3Soap">
          <soap:address location="https://portal.unityclient.com/KakapoProvision/ProvisionV3.asmx" />
        </wsdl:port>
        <wsdl:port name="ProvisionV3Soap12" binding="tns:ProvisionV3Soap12">
          <soap12:address location="https://portal.unityclient.com/KakapoProvision/ProvisionV3.asmx" />
        </wsdl:port>
      </wsdl:service>
    </wsdl:definitions>
    """##
}
