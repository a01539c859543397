"""What the letters of two old Vietnamese encodings look like when read as Latin-1: TCVN 5712 (.VnTime) and VNI."""

_TCVN3_LOWER = (
    "µà ¶ả ·ã ¸á ¹ạ ¨ă »ằ ¼ẳ ½ẵ ¾ắ Æặ ©â Çầ Èẩ Éẫ Êấ Ëậ ®đ Ìè Îẻ Ïẽ Ðé Ñẹ ªê Òề Óể Ôễ Õế Öệ ×ì Øỉ Üĩ Ýí Þị "
    "ßò áỏ âõ ãó äọ «ô åồ æổ çỗ èố éộ ¬ơ êờ ëở ìỡ íớ îợ ïù ñủ òũ óú ôụ \u00adư õừ öử ÷ữ øứ ùự úỳ ûỷ üỹ ýý þỵ"
)
_TCVN3_UPPER = "¡Ă ¢Â £Ê ¤Ô ¥Ơ ¦Ư §Đ"
_ALIASES = {"Đ": "é", "μ": "à"}  # what tidying and some editors make of Ð and of the micro sign

TCVN3 = {pair[0]: pair[1] for pair in (*_TCVN3_LOWER.split(" "), *_TCVN3_UPPER.split(" "))}
TCVN3_READ = TCVN3 | _ALIASES

_PLAIN = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_HAT = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_BREVE = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
VNI_MARKS: dict[str, tuple[str, str, dict[str, str]]] = {
    # the letters it follows, the letters it makes of them, and the tones its marks carry
    "plain": ("aeouyôö", "aeouyơư", _PLAIN),
    "hat": ("aeo", "âêô", _HAT),
    "breve": ("a", "ă", _BREVE),
}
VNI_SINGLE = {"í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "ô": "ơ", "ö": "ư", "î": "ỵ", "ñ": "đ"}

ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
RIMES = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et "
    "ê êch êm ên ênh êp êt êu i ich im in inh ip it iu ia iêc iêm iên iêng iêp iêt iêu o oc oi om on ong op ot ooc oong "
    "oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet ô ôc ôi ôm ôn ông ôp ôt "
    "ơ ơi ơm ơn ơp ơt u uc ui um un ung up ut ua uôc uôi uôm uôn uông uôt uê uêch uên uênh uy uya uych uyn uynh uyên uyêt "
    "uyt uyu uây uân uâng uât uơ ư ưc ưi ưm ưn ưng ưt ưu ưa ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu"
)
