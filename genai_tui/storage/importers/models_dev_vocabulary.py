"""Vocabulary of models.dev: providers that are makers, namespaces of ids, kinds of models."""

from __future__ import annotations

MAKERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "ai21": ("AI21 Labs", ()),
    "alibaba": ("Alibaba", ("qwen", "qwq", "qvq", "wan", "tongyi")),
    "alibaba-cn": ("Alibaba", ("qwen", "qwq", "qvq", "wan", "tongyi")),
    "alibaba-coding-plan": ("Alibaba", ("qwen", "qwq", "qvq")),
    "alibaba-coding-plan-cn": ("Alibaba", ("qwen", "qwq", "qvq")),
    "alibaba-token-plan": ("Alibaba", ("qwen", "qwq", "qvq", "wan")),
    "alibaba-token-plan-cn": ("Alibaba", ("qwen", "qwq", "qvq", "wan")),
    "amazon-bedrock": ("Amazon", ("amazon", "nova", "titan")),
    "anthropic": ("Anthropic", ("claude",)),
    "arcee": ("Arcee AI", ("trinity", "arcee")),
    "bailing": ("inclusionAI", ("ling", "ring", "ming")),
    "cohere": ("Cohere", ("command", "c4ai", "north", "embed", "rerank")),
    "deepseek": ("DeepSeek", ("deepseek",)),
    "google": ("Google", ("gemini", "gemma", "veo", "imagen", "lyria", "deep-research", "text-embedding")),
    "google-vertex": ("Google", ("gemini", "gemma", "veo", "imagen", "lyria", "text-embedding")),
    "inception": ("Inception Labs", ("mercury",)),
    "kimi-code-plan-cn": ("Moonshot AI", ("kimi", "k2", "k3")),
    "kimi-code-plan-global": ("Moonshot AI", ("kimi", "k2", "k3")),
    "kimi-for-coding": ("Moonshot AI", ("kimi", "k2", "k3")),
    "llama": ("Meta", ("llama",)),
    "longcat": ("Meituan", ("longcat",)),
    "meta": ("Meta", ("llama", "muse")),
    "minimax": ("MiniMax", ("minimax", "m1", "m2", "m3")),
    "minimax-cn": ("MiniMax", ("minimax", "m1", "m2", "m3")),
    "minimax-cn-coding-plan": ("MiniMax", ("minimax", "m1", "m2", "m3")),
    "minimax-coding-plan": ("MiniMax", ("minimax", "m1", "m2", "m3")),
    "mistral": ("Mistral AI", ("mistral", "open-m", "labs-", "codestral", "magistral", "ministral", "mixtral",
                               "devstral", "pixtral", "voxtral")),
    "moonshotai": ("Moonshot AI", ("kimi", "moonshot")),
    "moonshotai-cn": ("Moonshot AI", ("kimi", "moonshot")),
    "morph": ("Morph", ("morph",)),
    "nvidia": ("NVIDIA", ("nvidia", "nemotron", "cosmos")),
    "openai": ("OpenAI", ("gpt", "chatgpt", "o1", "o3", "o4", "text-embedding", "codex", "computer-use", "sora",
                          "whisper", "tts", "dall-e")),
    "perplexity": ("Perplexity", ("sonar", "r1-1776")),
    "poolside": ("Poolside", ("laguna", "malibu")),
    "sakana": ("Sakana AI", ("fugu", "sakana")),
    "sarvam": ("Sarvam AI", ("sarvam",)),
    "sensenova": ("SenseTime", ("sensenova", "sensechat")),
    "stepfun": ("StepFun", ("step",)),
    "stepfun-ai": ("StepFun", ("step",)),
    "stepfun-ai-step-plan": ("StepFun", ("step",)),
    "stepfun-step-plan": ("StepFun", ("step",)),
    "tencent-coding-plan": ("Tencent", ("hy", "hunyuan")),
    "tencent-token-plan": ("Tencent", ("hy", "hunyuan")),
    "tencent-tokenhub": ("Tencent", ("hy", "hunyuan")),
    "thinkingmachines": ("Thinking Machines Lab", ("inkling",)),
    "upstage": ("Upstage", ("solar",)),
    "v0": ("Vercel", ("v0",)),
    "volcengine": ("ByteDance", ("doubao", "seed")),
    "volcengine-coding-plan": ("ByteDance", ("doubao", "seed")),
    "xai": ("xAI", ("grok",)),
    "xiaomi": ("Xiaomi", ("mimo",)),
    "xiaomi-token-plan-ams": ("Xiaomi", ("mimo",)),
    "xiaomi-token-plan-cn": ("Xiaomi", ("mimo",)),
    "xiaomi-token-plan-sgp": ("Xiaomi", ("mimo",)),
    "zai": ("Z.ai", ("glm", "cogview", "cogvideo")),
    "zai-coding-plan": ("Z.ai", ("glm",)),
    "zhipuai": ("Z.ai", ("glm", "cogview", "cogvideo")),
    "zhipuai-coding-plan": ("Z.ai", ("glm",)),
}  # fmt: skip
"""Providers that make models: the maker, and how the ids of its own begin, since makers sell others' models too."""

NAMESPACES = {
    "bedrockamazon": "Amazon", "bytedanceseed": "ByteDance", "doubao": "ByteDance", "gemini": "Google", "grok": "xAI",
    "huggingfacetb": "Hugging Face", "kimi": "Moonshot AI", "klingai": "Kuaishou", "kwaipilot": "Kuaishou",
    "meituanlongcat": "Meituan", "metallama": "Meta", "mimo": "Xiaomi", "paddlepaddle": "Baidu", "qwen": "Alibaba",
    "spacexai": "xAI", "thudm": "Z.ai", "tongyi": "Alibaba", "wan": "Alibaba", "wanx": "Alibaba", "xiaomimimo": "Xiaomi",
    "zaiorg": "Z.ai", "zhipu": "Z.ai", "zhipuai": "Z.ai",
}  # fmt: skip
"""Whose models stand in a namespace that is named after a family, a lab or an old name, as models.dev's own
canonical ids have it; without signs. The table of organizations knows the others."""

NO_ORGANIZATION = frozenset({
    # stages, routes and places to run
    "accounts", "auto", "awsbedrock", "awsmantle", "azure", "azureaifoundry", "azureanthropic", "bailian", "bedrock",
    "canopywave", "cerebras", "community", "databricks", "embercloud", "empiriolabs", "falai", "featherlessai", "fireworks",
    "fireworksai", "flux", "free", "gateway", "googleaistudio", "googlevertex", "hf", "huggingface", "inferencenet",
    "kiloauto", "library", "mancer", "meganovaai", "metacontributor", "metamodels", "models", "nanogpt", "novita",
    "openrouter", "poetools", "prism", "private", "prodia", "public", "publicai", "route", "router", "routers", "runpod",
    "runware", "stableaudio25", "stealth", "switchpoint", "tee", "together", "togetherai", "tts", "unknown", "vertex",
    "vertexanthropic", "vertexopenai", "volcengine", "workersai",
    # people's own accounts, and publishers of other people's weights in smaller numbers
    "anthraciteorg", "cognitivecomputations", "doctorshotgun", "envoid", "evaunit01", "failspy", "galrionsoftworks",
    "gryphe", "heabsy", "huihuiai", "inflatebot", "intel", "intfloat", "kitani", "latitudegames", "marinaraspaghetti", "mlabonne",
    "neversleep", "nothingiisreal", "pamanseau", "readyart", "sao10k", "soob3123", "steelskull", "thedrummer", "thedrummer2",
    "undi95",
    "unsloth", "vongolachouko",
})  # fmt: skip
"""Namespaces that name no organization which makes models, without signs."""

SPEECH = ("realtime", "voice", "lyria", "live", "tts")
"""Parts of ids of models that speak or sing, though they give text too."""
HEARING = ("whisper", "transcri", "stt", "asr", "voxtral", "parakeet", "canary")
"""How parts of ids begin of models that write down what they hear."""
CODE = ("code", "coder", "codex", "devstral", "codestral", "composer", "starcoder", "codegemma", "codellama")
"""Parts of ids of models that write programs; so do the pairs `mai-code` and `grok-build`."""
SIGHT = ("vl", "ocr", "vision", "v", "pixtral", "llava", "florence", "paligemma")
"""Parts of ids of models that describe pictures."""
NOT_GENERATIVE = ("embed", "rerank", "guard", "safety", "moderation", "voyage")
"""What stands in the ids of models that generate nothing; those of Voyage are all embeddings and rankings."""
