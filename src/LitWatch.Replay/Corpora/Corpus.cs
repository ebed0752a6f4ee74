using LitWatch.Replay.Crossref;
using LitWatch.Replay.PubMed;

namespace LitWatch.Replay.Corpora;

/// <summary>All records served. Readers work on an index that is rebuilt after a change, so a search sees one state.</summary>
internal sealed class Corpus
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, PubMedRecord> _records = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CrossrefWork> _works = new(StringComparer.OrdinalIgnoreCase);
    private PubMedIndex? _index;
    private WorksIndex? _worksIndex;

    public PubMedIndex PubMed
    {
        get
        {
            lock (_lock)
            {
                return _index ??= new PubMedIndex(_records.Values);
            }
        }
    }

    public WorksIndex Works
    {
        get
        {
            lock (_lock)
            {
                return _worksIndex ??= new WorksIndex(_works.Values);
            }
        }
    }

    /// <summary>Keeps the highest version and, of one version, the latest revision.</summary>
    public void Offer(PubMedRecord record)
    {
        lock (_lock)
        {
            if (!_records.TryGetValue(record.Pmid, out var known) || (record.Version, record.Revised).CompareTo((known.Version, known.Revised)) > 0)
            {
                _records[record.Pmid] = record;
                _index = null;
            }
        }
    }

    /// <summary>Keeps the work that was deposited, then indexed, last.</summary>
    public void Offer(CrossrefWork work)
    {
        lock (_lock)
        {
            if (!_works.TryGetValue(work.Doi, out var known) || (work.Deposited, work.Indexed).CompareTo((known.Deposited, known.Indexed)) > 0)
            {
                _works[work.Doi] = work;
                _worksIndex = null;
            }
        }
    }

    /// <summary>Replaces whatever is known under the PMID.</summary>
    public void Put(PubMedRecord record)
    {
        lock (_lock)
        {
            _records[record.Pmid] = record;
            _index = null;
        }
    }

    /// <summary>Replaces whatever is known under the DOI.</summary>
    public void Put(CrossrefWork work)
    {
        lock (_lock)
        {
            _works[work.Doi] = work;
            _worksIndex = null;
        }
    }

    public void Remove(string pmidOrDoi)
    {
        lock (_lock)
        {
            _records.Remove(pmidOrDoi);
            _works.Remove(pmidOrDoi);
            (_index, _worksIndex) = (null, null);
        }
    }
}
