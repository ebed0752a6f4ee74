namespace LitWatch.Tests.Strategies.Vocabularies;

/// <summary>Small files in the forms of the real ones, written for these tests.</summary>
internal static class Samples
{
    public const string Descriptors = """
        <?xml version="1.0"?>
        <!DOCTYPE DescriptorRecordSet SYSTEM "https://www.nlm.nih.gov/databases/dtd/nlmdescriptorrecordset_20260101.dtd">
        <DescriptorRecordSet LanguageCode="eng">
        <DescriptorRecord DescriptorClass="1"><DescriptorUI>D000069442</DescriptorUI><DescriptorName><String>Natalizumab</String></DescriptorName>
          <TreeNumberList><TreeNumber>D12.776.124</TreeNumber></TreeNumberList>
          <ConceptList><Concept PreferredConceptYN="Y"><ConceptUI>M1</ConceptUI><TermList><Term><String>Natalizumab</String></Term><Term><String>Tysabri</String></Term></TermList></Concept></ConceptList></DescriptorRecord>
        <DescriptorRecord DescriptorClass="1"><DescriptorUI>D011565</DescriptorUI><DescriptorName><String>Psoriasis</String></DescriptorName>
          <TreeNumberList><TreeNumber>C17.800.859.675</TreeNumber></TreeNumberList>
          <ConceptList>
            <Concept PreferredConceptYN="Y"><ConceptUI>M2</ConceptUI><TermList><Term><String>Psoriasis</String></Term></TermList></Concept>
            <Concept PreferredConceptYN="N"><ConceptUI>M3</ConceptUI><ConceptRelationList><ConceptRelation RelationName="NRW"><Concept1UI>M2</Concept1UI><Concept2UI>M3</Concept2UI></ConceptRelation></ConceptRelationList><TermList><Term><String>Palmoplantaris Pustulosis</String></Term></TermList></Concept>
            <Concept PreferredConceptYN="N"><ConceptUI>M4</ConceptUI><ConceptRelationList><ConceptRelation RelationName="BRD"><Concept1UI>M2</Concept1UI><Concept2UI>M4</Concept2UI></ConceptRelation></ConceptRelationList><TermList><Term><String>Scaly Disease</String></Term></TermList></Concept>
          </ConceptList></DescriptorRecord>
        <DescriptorRecord DescriptorClass="1"><DescriptorUI>D015535</DescriptorUI><DescriptorName><String>Arthritis, Psoriatic</String></DescriptorName>
          <TreeNumberList><TreeNumber>C05.550.114.145</TreeNumber><TreeNumber>C17.800.859.675.175</TreeNumber></TreeNumberList>
          <ConceptList><Concept PreferredConceptYN="Y"><ConceptUI>M5</ConceptUI><TermList><Term><String>Arthritis, Psoriatic</String></Term></TermList></Concept></ConceptList></DescriptorRecord>
        </DescriptorRecordSet>
        """;

    public const string Supplements = """
        <?xml version="1.0"?>
        <SupplementalRecordSet LanguageCode="eng"><SupplementalRecord SCRClass="1"><SupplementalRecordUI>C1</SupplementalRecordUI><SupplementalRecordName><String>examplimab</String></SupplementalRecordName>
          <ConceptList><Concept PreferredConceptYN="Y"><ConceptUI>M9</ConceptUI><TermList><Term><String>examplimab</String></Term><Term><String>EX-17</String></Term></TermList></Concept></ConceptList></SupplementalRecord></SupplementalRecordSet>
        """;

    public const string Terms = "descriptor_ui\tdescriptor_name\tterm\tpreferred\ttree_numbers\nD1\tAnemia, Hemolytic\tAnemia, Hemolytic\tY\tC15.378.071\nD1\tAnemia, Hemolytic\tHaemolytic Anaemia\tN\tC15.378.071\nD2\tHeparin\tHeparin\tY\tD09.698\n";

    public const string Tree = "Skin Diseases;C17.800\nPsoriasis;C17.800.859.675\nArthritis, Psoriatic;C05.550.114.145\nArthritis, Psoriatic;C17.800.859.675.175\nPsoriasis Elsewhere;C17.800.859.6751\n";

    public const string DrugBank = "DrugBank ID,Accession Numbers,Common name,CAS,UNII,Synonyms,Standard InChI Key\nDB1,A | B,Fluorouracil,1-1-1,X,\"5 FU | 5-FU | 5FU | 5-Fluoropyrimidine-2,4-dione | Fluorouracilo\",KEY\n";

    public const string Ontology = """
        format-version: 1.2
        date: 30:07:2026 20:10
        ontology: symp

        [Term]
        id: SYMP:1
        name: backache
        synonym: "back pain" EXACT []
        synonym: "pain" BROAD []
        synonym: "so \"called\" lumbago" EXACT [ref]

        [Term]
        id: SYMP:2
        name: obsolete humours
        is_obsolete: true

        [Typedef]
        id: part_of
        name: part of

        [Term]
        id: SYMP:3
        name: itch
        """;
}
