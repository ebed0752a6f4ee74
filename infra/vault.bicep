// Secrets, and nobody but LitWatch reads them.
param token string
param location string
param tags object
param readerId string
param workspaceId string
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

var secretsUser = '4633458b-17de-408a-b874-0445c86b69e6'

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'kv-lw-${token}'
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
    softDeleteRetentionInDays: 90
    publicNetworkAccess: 'Enabled'
  }
}

resource signing 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: 'signing-key'
  properties: { value: signingKey }
}

resource previous 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(previousSigningKey)) {
  parent: vault
  name: 'previous-signing-key'
  properties: { value: previousSigningKey }
}

resource mail 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(mailPassword)) {
  parent: vault
  name: 'mail-password'
  properties: { value: mailPassword }
}

resource pubMed 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(pubMedApiKey)) {
  parent: vault
  name: 'pubmed-api-key'
  properties: { value: pubMedApiKey }
}

resource crossref 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(crossrefPlusToken)) {
  parent: vault
  name: 'crossref-plus-token'
  properties: { value: crossrefPlusToken }
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, readerId, secretsUser)
  scope: vault
  properties: {
    principalId: readerId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsUser)
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: vault
  properties: { workspaceId: workspaceId, logs: [{ category: 'AuditEvent', enabled: true }] }
}

output name string = vault.name
output uri string = vault.properties.vaultUri
