// What needs a person. Each alarm has its paragraph in the runbook (.github/RUNBOOK.md).
param token string
param location string
param tags object
param workspaceId string
param operatorEmail string

var alarms = [
  {
    name: 'no-complete-search'
    title: 'No complete search for 6 days'
    severity: 1
    every: 'PT1H'
    over: 'P1D'
    query: 'AppMetrics | where Name == "litwatch.search.days_since_complete" | summarize Days = max(Max) by Alert = tostring(Properties.alert), Source = tostring(Properties.source) | where Days >= 6'
  }
  {
    name: 'message-given-up'
    title: 'A message was given up'
    severity: 1
    every: 'PT15M'
    over: 'PT1H'
    query: 'AppMetrics | where Name == "litwatch.messages.given_up" | summarize arg_max(TimeGenerated, Max) by Queue = tostring(Properties.queue) | where Max > 0'
  }
  {
    name: 'digest-not-sent'
    title: 'A digest could not be sent'
    severity: 1
    every: 'PT15M'
    over: 'PT1H'
    query: 'AppMetrics | where Name == "litwatch.mails" and tostring(Properties.outcome) == "failed" | summarize Mails = sum(Sum) | where Mails > 0'
  }
  {
    name: 'source-down'
    title: 'A source could not be searched for 24 hours'
    severity: 2
    every: 'PT1H'
    over: 'P1D'
    query: 'AppMetrics | where Name == "litwatch.runs" | summarize Failed = sumif(Sum, tostring(Properties.outcome) == "failed"), Others = sumif(Sum, tostring(Properties.outcome) != "failed") by Source = tostring(Properties.source) | where Failed > 0 and Others == 0'
  }
]

resource operators 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-litwatch-${token}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'litwatch'
    enabled: true
    emailReceivers: [{ name: 'operator', emailAddress: operatorEmail, useCommonAlertSchema: true }]
  }
}

resource rules 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for alarm in alarms: {
    name: 'alarm-litwatch-${alarm.name}'
    location: location
    tags: tags
    properties: {
      displayName: 'LitWatch: ${alarm.title}'
      severity: alarm.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: alarm.every
      windowSize: alarm.over
      // Metrics that were never written have no table column yet.
      skipQueryValidation: true
      autoMitigate: true
      criteria: {
        allOf: [
          {
            query: alarm.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: [operators.id] }
    }
  }
]
