// The parts and how they meet. Each part is a file of its own; none knows another's names.
param token string
param location string
param tags object
param contactEmail string
param operatorEmail string
param mailFrom string
param mailHost string
param mailPort int
param mailSecurity string
param mailUsername string
@secure()
param mailPassword string
@secure()
param signingKey string
@secure()
param previousSigningKey string
@secure()
param pubMedApiKey string
@secure()
param crossrefPlusToken string
param publicUrl string
param authClientId string
param retentionDays int
param deleteAfterRetention bool

// Names in the vault by the setting that refers to them; a secret that was not given is none.
var secretNames = union(
  { Security__SigningKey: 'signing-key' },
  empty(previousSigningKey) ? {} : { Security__PreviousSigningKey: 'previous-signing-key' },
  empty(mailPassword) ? {} : { Mail__Password: 'mail-password' },
  empty(pubMedApiKey) ? {} : { PubMed__ApiKey: 'pubmed-api-key' },
  empty(crossrefPlusToken) ? {} : { Crossref__PlusToken: 'crossref-plus-token' }
)

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-litwatch-${token}'
  location: location
  tags: tags
}

module monitoring 'monitoring.bicep' = {
  name: 'monitoring'
  params: { token: token, location: location, tags: tags, publisherId: identity.properties.principalId }
}

module storage 'storage.bicep' = {
  name: 'storage'
  params: {
    token: token
    location: location
    tags: tags
    userId: identity.properties.principalId
    workspaceId: monitoring.outputs.workspaceId
    retentionDays: retentionDays
    deleteAfterRetention: deleteAfterRetention
  }
}

module vault 'vault.bicep' = {
  name: 'vault'
  params: {
    token: token
    location: location
    tags: tags
    readerId: identity.properties.principalId
    workspaceId: monitoring.outputs.workspaceId
    mailPassword: mailPassword
    signingKey: signingKey
    previousSigningKey: previousSigningKey
    pubMedApiKey: pubMedApiKey
    crossrefPlusToken: crossrefPlusToken
  }
}

module functions 'functions.bicep' = {
  name: 'functions'
  params: {
    token: token
    location: location
    tags: tags
    identityId: identity.id
    identityClientId: identity.properties.clientId
    storageName: storage.outputs.name
    packageContainer: storage.outputs.packageContainer
    insightsName: monitoring.outputs.insightsName
    workspaceId: monitoring.outputs.workspaceId
    vaultUri: vault.outputs.uri
    secretNames: secretNames
    contactEmail: contactEmail
    mailFrom: mailFrom
    mailHost: mailHost
    mailPort: mailPort
    mailSecurity: mailSecurity
    mailUsername: mailUsername
    publicUrl: publicUrl
    authClientId: authClientId
  }
}

module alarms 'alarms.bicep' = {
  name: 'alarms'
  params: { token: token, location: location, tags: tags, workspaceId: monitoring.outputs.workspaceId, operatorEmail: operatorEmail }
}

output vaultName string = vault.outputs.name
output functionAppName string = functions.outputs.name
output url string = functions.outputs.url
