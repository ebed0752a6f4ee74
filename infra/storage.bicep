// One account for everything that is kept. No shared keys: the only way in is an identity with a role.
param token string
param location string
param tags object

@description('Who works with tables, blobs and queues.')
param userId string
param workspaceId string
param retentionDays int
param deleteAfterRetention bool

// What the Functions host and LitWatch do themselves, no more: the host needs to own its blobs for leases.
var roles = {
  blobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  queueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  tableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
}
var evidence = ['raw', 'digests']
var package = 'app-package'

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'stlitwatch${take(token, 13)}'
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    accessTier: 'Hot'
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    networkAcls: { defaultAction: 'Allow', bypass: 'AzureServices' }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' = {
  parent: account
  name: 'default'
  properties: {
    deleteRetentionPolicy: { enabled: true, days: 30 }
    containerDeleteRetentionPolicy: { enabled: true, days: 30 }
  }
}

resource evidenceContainers 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = [
  for name in evidence: {
    parent: blobs
    name: name
    properties: { publicAccess: 'None' }
  }
]

// Unlocked, so that a mistake in the number can be mended; the runbook says how to lock it, which nobody can undo.
resource immutability 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies@2024-01-01' = [
  for (name, i) in evidence: {
    parent: evidenceContainers[i]
    name: 'default'
    properties: { immutabilityPeriodSinceCreationInDays: retentionDays, allowProtectedAppendWrites: false }
  }
]

resource packageContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  parent: blobs
  name: package
  properties: { publicAccess: 'None' }
}

// Hardly anybody reads an answer after a month; it must still be there after ten years.
resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2024-01-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'evidence'
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: { blobTypes: ['blockBlob'], prefixMatch: map(evidence, name => '${name}/') }
            actions: {
              baseBlob: union(
                {
                  tierToCool: { daysAfterCreationGreaterThan: 30 }
                  tierToCold: { daysAfterCreationGreaterThan: 180 }
                },
                deleteAfterRetention ? { delete: { daysAfterCreationGreaterThan: retentionDays + 1 } } : {}
              )
            }
          }
        }
      ]
    }
  }
  dependsOn: [evidenceContainers]
}

resource assignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in items(roles): {
    name: guid(account.id, userId, role.value)
    scope: account
    properties: {
      principalId: userId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.value)
    }
  }
]

// Who read or deleted evidence is itself evidence.
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: blobs
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'StorageWrite', enabled: true }, { category: 'StorageDelete', enabled: true }]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

output name string = account.name
output packageContainer string = '${account.properties.primaryEndpoints.blob}${package}'
