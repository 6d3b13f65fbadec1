"""Venues of this field: what each is, its full name, and the addresses that lead to it."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

VenueKind = Literal["journal", "conference", "preprint", "report", "thesis", "page", "unknown"]


class Venue(Struct, frozen=True):
    """A journal, a conference (`short` is its acronym) or a server of preprints.

    `others` are further spellings; `addresses` are regular expressions of where its papers stand.
    """

    kind: VenueKind
    name: str
    short: str = ""
    others: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


def _journal(name: str, *others: str, at: tuple[str, ...] = ()) -> Venue:
    return Venue("journal", name, others=others, addresses=at)


def _conference(short: str, name: str, *others: str, at: tuple[str, ...] = ()) -> Venue:
    return Venue("conference", name, short, others, at)


VENUES = (
    Venue("preprint", "arXiv", others=("arXiv preprint", "CoRR"), addresses=(r"arxiv\.org/",)),
    Venue("preprint", "bioRxiv", addresses=(r"biorxiv\.org/", r"doi\.org/10\.1101/")),
    Venue("preprint", "medRxiv", addresses=(r"medrxiv\.org/",)),
    Venue("preprint", "ChemRxiv", addresses=(r"chemrxiv\.org/",)),
    Venue("preprint", "SSRN", addresses=(r"ssrn\.com/",)),
    _journal("Nature", at=(r"(?:nature\.com/articles|doi\.org/10\.1038)/(?:s41586|nature[0-9])",)),
    _journal("Nature Machine Intelligence", at=(r"(?:nature\.com/articles|doi\.org/10\.1038)/s42256",)),
    _journal("Nature Communications", at=(r"(?:nature\.com/articles|doi\.org/10\.1038)/s41467",)),
    _journal("Nature Methods", at=(r"(?:nature\.com/articles|doi\.org/10\.1038)/s41592",)),
    _journal("Nature Biotechnology", at=(r"(?:nature\.com/articles|doi\.org/10\.1038)/s41587",)),
    _journal("Nature Medicine", at=(r"(?:nature\.com/articles|doi\.org/10\.1038)/s41591",)),
    _journal("Scientific Reports", at=(r"(?:nature\.com/articles|doi\.org/10\.1038)/s41598",)),
    _journal("Science", at=(r"(?:science\.org/doi/(?:\w+/)?|doi\.org/)10\.1126/science\.",)),
    _journal("Science Advances", at=(r"(?:science\.org/doi/(?:\w+/)?|doi\.org/)10\.1126/sciadv\.",)),
    _journal("Science Robotics", at=(r"(?:science\.org/doi/(?:\w+/)?|doi\.org/)10\.1126/scirobotics\.",)),
    _journal("Proceedings of the National Academy of Sciences", "PNAS", at=(r"pnas\.org/", r"doi\.org/10\.1073/pnas\.")),
    _journal("Journal of Machine Learning Research", "JMLR", at=(r"jmlr\.org/papers/",)),
    _journal("Transactions on Machine Learning Research", "TMLR"),
    _journal("Transactions of the Association for Computational Linguistics", "TACL",
             at=(r"aclanthology\.org/(?:Q[0-9]|[0-9]{4}\.tacl)",)),
    _journal("Computational Linguistics"),
    _journal("Neural Computation"),
    _journal("Bioinformatics", at=(r"academic\.oup\.com/bioinformatics/",)),
    _journal("Nucleic Acids Research", "NAR", at=(r"academic\.oup\.com/nar/",)),
    _journal("Cell"),
    _journal("Communications of the ACM", "CACM"),
    _journal("ACM Transactions on Graphics", "TOG", "ACM TOG"),
    _journal("IEEE Transactions on Pattern Analysis and Machine Intelligence", "TPAMI", "PAMI", "IEEE TPAMI"),
    _journal("IEEE/ACM Transactions on Audio, Speech, and Language Processing", "TASLP", "IEEE/ACM TASLP"),
    _journal("International Journal of Computer Vision", "IJCV"),
    _journal("Proceedings of the IEEE"),
    _conference("NeurIPS", "Advances in Neural Information Processing Systems", "NIPS",
                "Neural Information Processing Systems", "Conference on Neural Information Processing Systems",
                at=(r"(?:proceedings|papers)\.(?:neurips|nips)\.cc/",)),
    _conference("ICLR", "International Conference on Learning Representations"),
    _conference("ICML", "International Conference on Machine Learning"),
    _conference("CVPR", "IEEE/CVF Conference on Computer Vision and Pattern Recognition",
                "Conference on Computer Vision and Pattern Recognition", "Computer Vision and Pattern Recognition",
                at=(r"openaccess\.thecvf\.com/content_?cvpr", r"openaccess\.thecvf\.com/content/cvpr")),
    _conference("ICCV", "IEEE/CVF International Conference on Computer Vision",
                "International Conference on Computer Vision",
                at=(r"openaccess\.thecvf\.com/content_?iccv", r"openaccess\.thecvf\.com/content/iccv")),
    _conference("ECCV", "European Conference on Computer Vision"),
    _conference("WACV", "IEEE/CVF Winter Conference on Applications of Computer Vision"),
    _conference("ACCV", "Asian Conference on Computer Vision"),
    _conference("BMVC", "British Machine Vision Conference"),
    _conference("3DV", "International Conference on 3D Vision"),
    _conference("ACL", "Annual Meeting of the Association for Computational Linguistics",
                at=(r"aclanthology\.org/(?:P[0-9]|[0-9]{4}\.acl-)",)),
    _conference("EMNLP", "Conference on Empirical Methods in Natural Language Processing",
                "Empirical Methods in Natural Language Processing",
                at=(r"aclanthology\.org/(?:D[0-9]|[0-9]{4}\.emnlp-)",)),
    _conference("NAACL", "Conference of the North American Chapter of the Association for Computational Linguistics",
                "NAACL-HLT", at=(r"aclanthology\.org/(?:N[0-9]|[0-9]{4}\.naacl-)",)),
    _conference("EACL", "Conference of the European Chapter of the Association for Computational Linguistics",
                at=(r"aclanthology\.org/(?:E[0-9]|[0-9]{4}\.eacl-)",)),
    _conference("COLING", "International Conference on Computational Linguistics",
                at=(r"aclanthology\.org/(?:C[0-9]|[0-9]{4}\.coling-)",)),
    _conference("CoNLL", "Conference on Computational Natural Language Learning", at=(r"aclanthology\.org/(?:K[0-9]|[0-9]{4}\.conll-)",)),
    _conference("LREC", "International Conference on Language Resources and Evaluation", "LREC-COLING"),
    _conference("WMT", "Conference on Machine Translation", "Workshop on Statistical Machine Translation"),
    _conference("SIGIR", "International ACM SIGIR Conference on Research and Development in Information Retrieval"),
    _conference("CIKM", "ACM International Conference on Information and Knowledge Management"),
    _conference("WSDM", "ACM International Conference on Web Search and Data Mining"),
    _conference("RecSys", "ACM Conference on Recommender Systems"),
    _conference("AAAI", "AAAI Conference on Artificial Intelligence"),
    _conference("IJCAI", "International Joint Conference on Artificial Intelligence"),
    _conference("AISTATS", "International Conference on Artificial Intelligence and Statistics"),
    _conference("UAI", "Conference on Uncertainty in Artificial Intelligence"),
    _conference("COLT", "Conference on Learning Theory"),
    _conference("MLSys", "Conference on Machine Learning and Systems"),
    _conference("GECCO", "Genetic and Evolutionary Computation Conference"),
    _conference("COLM", "Conference on Language Modeling"),
    _conference("CoRL", "Conference on Robot Learning"),
    _conference("RSS", "Robotics: Science and Systems"),
    _conference("ICRA", "IEEE International Conference on Robotics and Automation"),
    _conference("IROS", "IEEE/RSJ International Conference on Intelligent Robots and Systems"),
    _conference("KDD", "ACM SIGKDD Conference on Knowledge Discovery and Data Mining", "SIGKDD"),
    _conference("WWW", "The Web Conference", "TheWebConf"),
    _conference("SIGGRAPH", "ACM SIGGRAPH Conference"),
    _conference("SIGGRAPH Asia", "ACM SIGGRAPH Asia Conference"),
    _conference("UIST", "ACM Symposium on User Interface Software and Technology"),
    _conference("CHI", "CHI Conference on Human Factors in Computing Systems"),
    _conference("MM", "ACM International Conference on Multimedia", "ACM MM", "ACM Multimedia"),
    _conference("ICASSP", "IEEE International Conference on Acoustics, Speech and Signal Processing"),
    _conference("Interspeech", "Annual Conference of the International Speech Communication Association"),
    _conference("ASRU", "IEEE Automatic Speech Recognition and Understanding Workshop"),
    _conference("SLT", "IEEE Spoken Language Technology Workshop"),
    _conference("ISMIR", "International Society for Music Information Retrieval Conference"),
    _conference("MICCAI", "International Conference on Medical Image Computing and Computer Assisted Intervention"),
)  # fmt: skip

LIBRARIES = (
    r"doi\.org/", r"semanticscholar\.org/", r"ieeexplore\.ieee\.org/", r"dl\.acm\.org/", r"link\.springer\.com/",
    r"nature\.com/articles/", r"science\.org/doi/", r"academic\.oup\.com/", r"sciencedirect\.com/", r"cell\.com/",
    r"onlinelibrary\.wiley\.com/", r"pubmed\.ncbi\.nlm\.nih\.gov/", r"ncbi\.nlm\.nih\.gov/pmc/", r"citeseerx\.",
    r"aclanthology\.org/", r"openaccess\.thecvf\.com/", r"proceedings\.mlr\.press/", r"openreview\.net/",
    r"researchgate\.net/", r"jstor\.org/", r"hal\.science/", r"[^/]*\.edu/", r"[^/]*\.ac\.uk/",
)  # fmt: skip
"""Where papers of many venues stand: such an address does not tell the venue, yet what it leads to is no web page."""

KINDS_BY_WORD: tuple[tuple[VenueKind, str], ...] = (
    ("preprint", r"pre-?prints?|arxiv"),
    ("thesis", r"thesis|dissertation"),
    ("report", r"reports?|white ?paper|model card|system card"),
    (
        "page",
        r"blog|web ?site|web ?page|press release|news|post|announcement|github|hugging ?face|openreview",
    ),
    (
        "conference",
        r"conference|symposium|workshops?|proceedings|meeting|congress|findings|track|advances in",
    ),
    ("journal", r"journal|transactions|letters|review|reviews|magazine|annals|bulletin|archives?|quarterly"),
)
"""What a venue is that is not in the table, by the first row of which it has a word."""
