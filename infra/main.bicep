// Everything LitWatch needs in Azure, in one resource group. `azd -C infra up` asks for what has no default.
targetScope = 'subscription'

@minLength(1)
@maxLength(32)
@description('Names the deployment: "production", say. All names are made from it.')
param environmentName string

@description('Where it runs. Flex Consumption must be offered there.')
param location string

@description('NCBI and Crossref are told whom to ask when LitWatch calls too often.')
param contactEmail string

@description('Who is told when something needs a person: no complete search for 6 days, a message given up, a digest not sent, a source down for a day.')
param operatorEmail string

@description('Sender of digests.')
param mailFrom string

@minLength(1)
@description('SMTP server.')
param mailHost string
param mailPort int = 587

@allowed(['StartTls', 'Tls', 'Auto', 'None'])
param mailSecurity string = 'StartTls'
param mailUsername string = ''

@secure()
param mailPassword string = ''

@secure()
@description('Signs the links in mails. Made once and kept in the vault.')
param signingKey string

@secure()
@description('The signing key before, while links that it signed shall hold.')
param previousSigningKey string = ''

@secure()
@description('Raises the limit of PubMed from 3 to 10 requests a second.')
param pubMedApiKey string = ''

@secure()
param crossrefPlusToken string = ''

@description('The address under which people reach LitWatch, where it has a domain of its own.')
param publicUrl string = ''

@description('App registration that people log in with; empty: API keys only.')
param authClientId string = ''

@minValue(1)
@maxValue(146000)
@description('Days for which answers as received and digests as sent can neither be changed nor deleted.')
param retentionDays int = 3650

@description('Azure deletes what is past its retention.')
param deleteAfterRetention bool = false

var tags = { 'azd-env-name': environmentName, application: 'litwatch' }
var token = uniqueString(subscription().id, environmentName, location)

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-litwatch-${environmentName}'
  location: location
  tags: tags
}

module litWatch 'litwatch.bicep' = {
  name: 'litwatch'
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    contactEmail: contactEmail
    operatorEmail: operatorEmail
    mailFrom: mailFrom
    mailHost: mailHost
    mailPort: mailPort
    mailSecurity: mailSecurity
    mailUsername: mailUsername
    mailPassword: mailPassword
    signingKey: signingKey
    previousSigningKey: previousSigningKey
    pubMedApiKey: pubMedApiKey
    crossrefPlusToken: crossrefPlusToken
    publicUrl: publicUrl
    authClientId: authClientId
    retentionDays: retentionDays
    deleteAfterRetention: deleteAfterRetention
  }
}

output AZURE_LOCATION string = location
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_KEY_VAULT_NAME string = litWatch.outputs.vaultName
output LITWATCH_FUNCTION_APP string = litWatch.outputs.functionAppName
output LITWATCH_URL string = litWatch.outputs.url
